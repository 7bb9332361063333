"""A number, a password and tokens go through every service and are found nowhere afterwards."""

import hashlib
import logging

import pytest
from django.core.cache import cache
from django.utils import timezone

from addons.dues import services as dues
from cms.addonkit.people import subject_of
from cms.audit.privacy import DetailRefused
from cms.audit.services import record
from cms.clauses.fields import Read
from cms.clauses.services import acknowledge
from cms.connectors.deadline import Deadline
from cms.connectors.models import Snapshot
from cms.connectors.outbox import enqueue
from cms.connectors.results import Fresh
from cms.files import purposes
from cms.files.models import PrivateFile
from cms.notices import kinds
from cms.notices import services as notices
from cms.notices.kinds import MATTERS, Notice
from cms.notices.models import Message
from tests.clauses.notices import published
from tests.connectors.outbox.kinds import AskableStep, declare
from tests.files.keeping import stored
from tests.files.samples import PURPOSES
from tests.residents.people import ANNAS
from tests.residents.signing_in import give_app, sign_in, sign_in_with_code, signed_in
from tests.residents.test_password_reset import ask, path_in, set_password

from .conftest import EMAIL, PASSWORD

pytestmark = pytest.mark.django_db
NUMBER = ANNAS.reveal()


def test_the_search_finds_what_is_left_behind(leaks, site, files, everything_logged):
    """In clear, packed in the cache, hashed without a key, in a log, in a file and in its name."""
    cache.set("canary", {"number": NUMBER})
    site.site_name = hashlib.sha256(NUMBER.encode()).hexdigest()
    site.save()
    logging.getLogger("any").debug("asked for %s", NUMBER)
    (files[0] / f"{NUMBER}.txt").write_text(PASSWORD)

    found = leaks(("letter", f"X-Who: {NUMBER}".encode()))

    assert {
        "ratusz_cache.value: PESEL: clear",
        "wagtailcore_site.site_name: PESEL: sha256, hexadecimal",
        "log: PESEL: clear",
        "name of a file: PESEL: clear",
        "file private: password: clear",
        "letter: PESEL: clear",
    } <= set(found)


def test_signing_in(client, anna, leaks):
    sign_in(client, EMAIL, PASSWORD + "x")
    sign_in(client, EMAIL, PASSWORD)

    assert signed_in(client)
    assert leaks() == []


def test_a_password_typed_as_the_address(client, anna, leaks):
    sign_in(client, PASSWORD, PASSWORD)

    assert leaks() == []


def test_a_second_factor(client, anna, leaks, secrets):
    secret = secrets["secret of the app"] = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    give_app(anna.user, secret)
    sign_in_with_code(client, EMAIL, password=PASSWORD)

    assert signed_in(client)
    assert leaks() == []


def test_a_forgotten_password(client, anna, letters, leaks, secrets):
    ask(client, EMAIL)
    (letter,) = letters()
    path = path_in(letter)
    secrets["token"] = path.strip("/").rpartition("/")[2].partition("-")[2]
    assert len(secrets["token"]) > 20
    assert leaks() == []  # the letter waited in the outbox, and is gone

    secrets["password"] = "zielony-Kanarek-4417-śpiewa"
    answer = set_password(client, path, secrets["password"])

    assert answer.status_code == 302
    headers = "".join(f"{name}: {value}\n" for name, value in letter.message.items())
    assert leaks(("headers of the letter", headers.encode())) == []


def test_what_the_dues_system_said(configured, subject, leaks, simulator, secrets):
    secrets["password of the dues system"] = "zażółć gęślą"

    assert isinstance(dues.overview(subject, configured, Deadline(2)), Fresh)

    assert Snapshot.objects.exists()
    assert leaks() == []


def test_what_waits_in_the_outbox(site, anna, leaks, monkeypatch):
    declare(monkeypatch, AskableStep("send"))
    receipt = enqueue(
        "test.letter", site=site, payload={"pesel": NUMBER, "password": PASSWORD}, user_id=anna.pk
    )

    assert receipt.number
    assert leaks() == []


def test_a_file_and_its_name(site, anna, leaks, monkeypatch):
    monkeypatch.setattr(purposes, "_purposes", {one.name: one for one in PURPOSES})
    content = f"PESEL {NUMBER} {PASSWORD}\n".encode()

    stored(site, anna.user, content=content, name=f"PIT {NUMBER}.txt")

    assert PrivateFile.objects.get().name == f"PIT {NUMBER}.txt"
    assert leaks() == []


def test_the_audit(site, anna, leaks):
    record("sample.thing", site=site, actor=anna.user, subject=ANNAS)
    with pytest.raises(DetailRefused):
        record("sample.thing", site=site, actor=None, object_id=NUMBER)
    with pytest.raises(DetailRefused):
        record("sample.thing", site=site, actor=None, detail={"note": f"dla {NUMBER}"})

    assert leaks() == []


def test_a_legal_notice_read_without_an_account(site, leaks, secrets):
    secrets["address"] = EMAIL
    clause = published(site)

    acknowledge(Read(clause.pk, timezone.now()), email=EMAIL, about="forms.submission:17")

    assert leaks() == []


def test_a_message_in_the_inbox_and_its_mail(site, anna, letters, leaks, secrets, monkeypatch):
    secrets["words"] = "kanarek w sprawie"
    told = Notice(
        "canary.told",
        title="Told",
        topic=MATTERS,
        names=("words",),
        subject="A matter",
        text="About $words.\n\n$link",
        action="See",
        samples={"words": "x"},
    )
    monkeypatch.setitem(kinds._declared, told.kind, told)

    notices.notify(told.kind, site=site, user_id=anna.user_id, values={"words": secrets["words"]})

    assert Message.objects.exists()
    assert leaks() == []


@pytest.mark.parametrize("path", ["/", "/nie-ma-takiej/", "/konto/zaloguj/"])
def test_a_number_typed_into_an_address(client, site, leaks, path):
    client.get(path, {"q": NUMBER}, headers={"host": "localhost"})

    assert leaks() == []


def test_a_person_is_masked_wherever_they_are_printed(rf, subject, anna, leaks):
    logging.getLogger("any").debug("%s %r %s %r", subject, subject, anna, anna)
    request = rf.get("/", headers={"host": "localhost"})
    request.user = anna.user
    logging.getLogger("any").debug("%r %r", subject_of(request), request)

    assert leaks() == []
