"""The pieces of a connector's check: each names one problem, in every language, without secrets."""

import datetime
from functools import partial

import pytest
from django.utils import timezone, translation

from cms.connectors import checking
from cms.connectors.base import Finding
from cms.connectors.deadline import Deadline
from cms.connectors.errors import (
    Garbage,
    HostNotAllowed,
    LoginRefused,
    NotConfigured,
    OutboundInTransaction,
    RemoteFault,
    TimedOut,
    TooLarge,
    WrongData,
)
from cms.connectors.results import Reason
from cms.connectors.wording import finding_of, words_of

from .certificates import DAY, server_context
from .servers import answering, sending, server

BROKEN, SOON = Finding("broken"), Finding("soon", serious=False)
LATER = Finding("later", works=True)


def raising(error):
    raise error


def test_examined_when_something_is_broken_looks_no_further():
    looked = []

    found = checking.examined(lambda: [SOON], lambda: [BROKEN], lambda: looked.append(1) or [])

    assert found == (BROKEN, SOON)
    assert looked == []


def test_examined_when_something_serious_still_works_goes_on():
    assert checking.examined(lambda: [SOON], lambda: [LATER], lambda: [BROKEN]) == (
        LATER,
        BROKEN,
        SOON,
    )


def test_settings_without_a_value_are_named():
    found = list(checking.settings_complete({"address": "", "name": "x", "number": None}))

    assert ["address" in str(one.message) for one in found] == [True, False]
    assert {one.reason for one in found} == {Reason.NOT_CONFIGURED}


@pytest.mark.parametrize(
    ("content", "pair", "good"),
    [
        (None, False, False),
        ("", False, False),
        ("x", False, True),
        ("x", True, False),
        ("user:", True, False),
        ("user:pass:word", True, True),
    ],
)
def test_secret_is_there_or_named_without_its_content(monkeypatch, content, pair, good):
    monkeypatch.delenv("RATUSZ_TEST_SECRET", raising=False)
    if content is not None:
        monkeypatch.setenv("RATUSZ_TEST_SECRET", content)

    found = list(checking.secret_present("RATUSZ_TEST_SECRET", pair=pair))

    assert (found == []) == good
    assert ["RATUSZ_TEST_SECRET" in str(one.message) for one in found] == [True] * len(found)


def test_secret_that_no_setting_names_is_not_missed():
    assert list(checking.secret_present("")) == []


@pytest.mark.parametrize(
    ("url", "serious"),
    [
        ("https://dues.example:8443/x", []),
        ("http://dues.example:8080/x", [False]),
        ("http://127.0.0.1:8100/x", []),
        ("https://other.example/x", [True]),
        ("ftp://dues.example/", [True]),
        ("", [True]),
    ],
)
def test_address_is_allowed_and_encrypted_or_there_is_a_finding(settings, url, serious):
    settings.RATUSZ_OUTBOUND_HOSTS = [
        "dues.example:8443",
        "http://dues.example:8080",
        "127.0.0.1:8100",
    ]

    found = list(checking.address_usable(url))

    assert [one.serious for one in found] == serious
    assert {one.reason for one in found if one.serious} <= {Reason.NOT_CONFIGURED}


@pytest.mark.parametrize(
    ("days", "serious"), [(31, []), (29, [False]), (8, [False]), (6, [True]), (0.5, [True])]
)
def test_certificate_that_ends_soon_is_named_by_its_day(settings, tmp_path, days, serious):
    context, authority = server_context(tmp_path, lasts=days * DAY)
    with server(answering(b""), tls=context) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]

        found = list(checking.certificate_valid(running.url, Deadline(3), ca_file=str(authority)))

    assert [one.serious for one in found] == serious
    assert all(one.works for one in found)
    year = str((timezone.now() + days * DAY).year)
    assert all(year in str(one.message) for one in found)
    assert running.requests == []


def test_certificate_that_has_ended_or_is_of_a_stranger_stops_the_connector(settings, tmp_path):
    cases = {
        "expired": (server_context(tmp_path, lasts=-DAY), True),
        "another name": (server_context(tmp_path, address="127.0.0.2"), True),
        "nobody we trust": (server_context(tmp_path), False),
    }
    for words, ((context, authority), trusted) in cases.items():
        with server(answering(b""), tls=context) as running:
            settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
            ca_file = str(authority) if trusted and words != "nobody we trust" else None
            # The authority's file is written anew for each: trust is remembered by file name.
            checking.trust.cache_clear()
            (found,) = checking.certificate_valid(running.url, Deadline(3), ca_file=ca_file)

        assert found.serious
        assert not found.works
        with translation.override("en"):
            assert words in str(found.message) or (words == "expired" and ca_file)
        assert found.reason == Reason.REFUSED


def test_certificate_of_a_plain_address_is_not_asked_for():
    assert list(checking.certificate_valid("http://127.0.0.1:9/", Deadline(1))) == []


def test_certificate_of_a_silent_server_is_waited_for_until_the_deadline(settings):
    with server(lambda running, _connection: running.stopping.wait(5)) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        url = running.url.replace("http:", "https:")

        (found,) = checking.certificate_valid(url, Deadline(0.3))

    assert found.reason == Reason.TIMEOUT


def test_certificate_of_something_else_than_tls_is_a_finding(settings):
    with server(sending(b"220 mail\r\n")) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]

        (found,) = checking.certificate_valid(running.url.replace("http:", "https:"), Deadline(0.5))

    assert found.serious


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_certificate_is_not_looked_at_inside_a_transaction():
    from django.db import transaction

    with transaction.atomic(), pytest.raises(OutboundInTransaction):
        list(checking.certificate_valid("https://127.0.0.1:9/", Deadline(1)))


def test_own_certificate_in_a_file_is_read(tmp_path):
    server_context(tmp_path, lasts=20 * DAY)

    (found,) = checking.certificate_file_valid(tmp_path / "server.pem", "The signing certificate")

    assert not found.serious
    assert str(found.message).startswith("The signing certificate")


@pytest.mark.parametrize("content", [None, b"", b"not a certificate", b"\xff\x00"])
def test_own_certificate_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "own.pem"
    if content is not None:
        path.write_bytes(content)

    (found,) = checking.certificate_file_valid(path, "Certificate")

    assert found.serious
    assert str(tmp_path) not in str(found.message)


@pytest.mark.parametrize(
    "error",
    [
        NotConfigured("x"),
        HostNotAllowed("x"),
        LoginRefused("x"),
        TimedOut("x"),
        RemoteFault("x"),
        Garbage("x"),
        TooLarge("x"),
        WrongData("field"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_answer_that_fails_becomes_a_finding_with_advice(error):
    (found,) = checking.answers(partial(raising, error))

    assert found.serious
    assert str(found.message)
    assert str(found.advice)
    assert found.detail == error.detail


def test_answer_that_comes_is_no_finding():
    assert list(checking.answers(lambda: "well")) == []


def test_every_reason_has_words_and_advice():
    assert {reason for reason in Reason if not all(map(str, words_of(reason)))} == set()


def test_words_when_read_in_another_language_are_in_it():
    said = {}
    finding = finding_of(TimedOut())
    (ends,) = checking.ends_soon(
        timezone.now() + datetime.timedelta(days=3), finding.message, finding.advice
    )

    for language in ("en", "pl", "uk"):
        with translation.override(language):
            said[language] = f"{finding.message} {ends.message}"

    assert len(set(said.values())) == 3
