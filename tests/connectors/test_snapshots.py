"""The last known answer: encrypted, bound to its person and place, never older than it must be."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Site

from cms.addonkit.people import Assurance, Pesel, Subject
from cms.connectors.models import Snapshot
from cms.connectors.snapshots import (
    Key,
    erase_of_person,
    erase_of_user,
    recall,
    remember,
)

from .ledger import CODEC, Balance

BALANCE = Balance(Decimal("390.00"), datetime.date(2020, 11, 10))
OTHER = Balance(Decimal("1.00"), datetime.date(2021, 1, 1))
MINUTE = datetime.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(subject):
    return Key.of("test.ledger", subject)


@pytest.fixture
def second_site(site):
    root = Page.objects.get(depth=2)
    return Site.objects.create(hostname="127.0.0.9", port=80, root_page=root)


def somebody_else(site_id):
    return Subject(site_id=site_id, assurance=Assurance.VERIFIED, pesel=Pesel("02070803628"))


def test_remember_stores_nothing_readable(key, pesel):
    remember(key, BALANCE, timezone.now(), CODEC)

    row = Snapshot.objects.values_list().get()

    assert "390" not in row[Snapshot._meta.get_fields().index(Snapshot._meta.get_field("payload"))]
    assert pesel.reveal() not in repr(row)


def test_recall_gives_what_was_remembered(key):
    now = timezone.now()
    remember(key, BALANCE, now, CODEC)

    kept = recall(key, CODEC)

    assert (kept.data, kept.fetched_at) == (BALANCE, now)


def test_recall_gives_nothing_about_another_person_site_or_source(key, subject, second_site):
    remember(key, BALANCE, timezone.now(), CODEC)

    others = [
        Key.of("test.ledger", somebody_else(subject.site_id)),
        Key.of("test.other", subject),
        Key.of("test.ledger", subject, part="cards"),
        Key.of(
            "test.ledger",
            Subject(second_site.pk, assurance=Assurance.VERIFIED, pesel=subject.pesel),
        ),
    ]
    assert [recall(other, CODEC) for other in others] == [None] * 4


def test_hashes_of_one_person_differ_between_sites(key, subject, second_site):
    there = Key.of(
        "test.ledger", Subject(second_site.pk, assurance=Assurance.VERIFIED, pesel=subject.pesel)
    )

    assert there.subject_hash != key.subject_hash


def test_recall_gives_nothing_when_a_row_was_moved_to_another_person(key, subject, caplog):
    remember(key, BALANCE, timezone.now(), CODEC)
    thief = Key.of("test.ledger", somebody_else(subject.site_id))
    Snapshot.objects.update(subject_hash=thief.subject_hash)

    assert recall(thief, CODEC) is None
    assert "does not open" in caplog.text
    assert thief.subject_hash not in caplog.text


def test_recall_gives_nothing_when_a_row_was_tampered_with(key):
    remember(key, BALANCE, timezone.now(), CODEC)
    Snapshot.objects.update(payload="test.AAAA")

    assert recall(key, CODEC) is None


def test_remember_replaces_an_older_answer(key):
    now = timezone.now()
    remember(key, OTHER, now - MINUTE, CODEC)
    remember(key, BALANCE, now, CODEC)

    assert recall(key, CODEC).data == BALANCE
    assert Snapshot.objects.count() == 1


def test_remember_keeps_a_newer_answer(key):
    now = timezone.now()
    remember(key, BALANCE, now, CODEC)
    remember(key, OTHER, now - MINUTE, CODEC)

    assert recall(key, CODEC).data == BALANCE


def test_remember_refuses_numbers_that_are_none(key):
    from cms.connectors.snapshots import Codec

    with pytest.raises(ValueError, match="JSON"):
        remember(key, None, timezone.now(), Codec(lambda _: {"a": float("nan")}, lambda kept: kept))


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_remember_copes_when_two_first_answers_come_at_once(subject):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        key = Key.of("test.ledger", subject)
        # Two connections cannot meet in memory: the second writer's steps, one after the other.
        Snapshot.objects.create(
            **key.place, schema=1, payload="x", fetched_at=timezone.now() + MINUTE
        )
        remember(key, BALANCE, timezone.now(), CODEC)
        assert Snapshot.objects.count() == 1
        return
    errors = []
    barrier = threading.Barrier(8)

    def one():
        try:
            key = Key.of("test.ledger", subject)
            barrier.wait()
            remember(key, BALANCE, timezone.now(), CODEC)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Snapshot.objects.count() == 1


def test_erase_of_user_deletes_what_the_user_asked_for(site, second_site, pesel):
    users = [get_user_model()(email=f"{n}@example.org", password="x") for n in "ab"]
    for number, user in enumerate(users):
        if hasattr(user, "username"):
            user.username = str(number)
        user.save()
    for one in (site, second_site):
        for user, whose in zip(users, (pesel, Pesel("02070803628")), strict=True):
            subject = Subject(one.pk, user.pk, Assurance.VERIFIED, pesel=whose)
            remember(Key.of("test.ledger", subject), BALANCE, timezone.now(), CODEC)

    assert erase_of_user(users[0].pk, site_id=site.pk) == 1
    assert erase_of_user(users[0].pk) == 1
    assert set(Snapshot.objects.values_list("user", flat=True)) == {users[1].pk}


def test_erase_of_person_deletes_it_whoever_asked(site, key, pesel):
    remember(key, BALANCE, timezone.now(), CODEC)

    assert erase_of_person(Pesel("02070803628"), site_id=site.pk) == 0
    assert erase_of_person(pesel, site_id=site.pk) == 1
