"""Corpus 70: with clamd set, nothing but its clear "OK" lets a file in."""

import socket
import time
from zipfile import ZIP_STORED

import pytest

from cms.connectors.errors import OutboundInTransaction
from cms.files import checks, problems, scanning
from cms.files.scanning import Verdict, scan
from tests.files.clamd import clamd
from tests.files.examining import refusal, taken
from tests.files.samples import EICAR, archive


@pytest.fixture
def by(settings):
    def use(address, seconds=3.0):
        settings.RATUSZ_CLAMD = address
        settings.RATUSZ_CLAMD_SECONDS = seconds

    return use


def test_70_eicar_is_found(by):
    with clamd() as address:
        by(address)
        assert refusal("a.txt", EICAR).reason == problems.INFECTED
        packed = archive({"a.txt": EICAR}, ZIP_STORED)
        assert refusal("a.zip", packed).reason == problems.INFECTED


def test_clean_file_is_taken(by):
    with clamd() as address:
        by(address)
        taken("a.txt", b"Dzien dobry " * 20_000)


def test_daemon_on_a_unix_socket(by, tmp_path):
    with clamd(path=tmp_path / "clamd.sock") as address:
        by(address)
        assert scan([b"x"]) == Verdict.CLEAN
        assert scan([b"x" * 100_000, EICAR]) == Verdict.INFECTED
        assert scanning.ping()


@pytest.mark.parametrize("mode", ["reset", "garbage", "error", "empty"])
def test_70_daemon_that_misbehaves_lets_nothing_in(by, mode):
    with clamd(mode) as address:
        by(address)
        assert refusal("a.txt", b"x" * 500_000).reason == problems.NOT_CHECKED


def test_70_file_over_the_daemons_limit_is_refused(by):
    with clamd(limit=200_000) as address:
        by(address)
        taken("a.txt", b"x" * 100_000)
        assert refusal("a.txt", b"x" * 4_000_000).reason == problems.NOT_CHECKED


def test_70_silent_daemon_ends_at_the_deadline(by):
    with clamd("silent") as address:
        by(address, seconds=0.3)
        started = time.monotonic()
        assert scan([b"x"]) == Verdict.UNKNOWN
        assert time.monotonic() - started < 0.8


def test_70_daemon_that_is_down_lets_nothing_in(by, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for address in (f"tcp:127.0.0.1:{port}", f"unix:{tmp_path}/nobody"):
        by(address)
        assert refusal("a.txt", b"x").reason == problems.NOT_CHECKED
        assert not scanning.ping()


def test_without_a_daemon_files_are_taken(by):
    by("")
    assert scan([EICAR]) == Verdict.CLEAN


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_daemon_is_not_asked_inside_a_transaction(by):
    from django.db import transaction

    by("tcp:127.0.0.1:1")
    with pytest.raises(OutboundInTransaction), transaction.atomic():
        scan([b"x"])


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("unix:/run/clamav/clamd.ctl", True),
        ("tcp:clamav:3310", True),
        ("tcp:[::1]:3310", True),
        ("clamav:3310", False),
        ("tcp:clamav", False),
        ("unix:clamd", False),
    ],
)
def test_address_is_checked_when_the_portal_starts(by, address, good):
    by(address)

    assert [one.id for one in checks.clamd_can_be_asked()] == (
        [] if good else ["ratusz_files.E003"]
    )


def test_installation_without_a_daemon_is_told(by, settings):
    by("")
    settings.DEMO = False

    assert [one.id for one in checks.clamd_can_be_asked()] == ["ratusz_files.I001"]


def test_folder_inside_a_served_one_is_refused(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    assert [one.id for one in checks.private_files_are_apart()] == ["ratusz_files.E002"]
    settings.STORAGES = {}
    assert [one.id for one in checks.private_files_are_apart()] == ["ratusz_files.E001"]
