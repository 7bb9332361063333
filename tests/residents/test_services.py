"""Confirming who somebody is."""

import datetime
import threading

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from cms.residents.models import Level, Resident
from cms.residents.services import PeselTaken, revoke, verify
from tests.residents.people import ANNAS, ResidentFactory, resident


@pytest.mark.django_db
def test_verify_when_done_at_the_counter():
    until = timezone.now() + datetime.timedelta(days=365)

    anna = verify(ResidentFactory(), pesel=ANNAS, how="counter", valid_until=until)

    anna.refresh_from_db()
    assert anna.known_pesel == ANNAS
    assert (anna.assurance, anna.verified_by, anna.valid_until) == (
        Level.VERIFIED,
        "counter",
        until,
    )
    assert anna.verified_at is not None


@pytest.mark.django_db
def test_verify_when_the_person_has_no_pesel():
    olena = verify(ResidentFactory(), pesel=None, how="counter")

    assert olena.assurance == Level.VERIFIED
    assert olena.known_pesel is None


@pytest.mark.django_db
@pytest.mark.sql
def test_verify_when_the_pesel_is_somebody_elses():
    resident(pesel=ANNAS)
    second = ResidentFactory()

    with pytest.raises(PeselTaken) as refusal:
        verify(second, pesel=ANNAS, how="counter")

    second.refresh_from_db()
    assert second.assurance == Level.ACCOUNT
    assert ANNAS.reveal() not in str(refusal.value)


@pytest.mark.django_db
def test_revoke_when_verified():
    anna = revoke(resident(pesel=ANNAS))

    anna.refresh_from_db()
    assert (anna.assurance, anna.pesel_hash, anna.verified_at) == (Level.ACCOUNT, "", None)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
def test_verify_when_two_confirm_the_same_pesel_at_once():
    people = [ResidentFactory(), ResidentFactory()]
    outcomes = []
    start = threading.Barrier(2)

    def confirm(person):
        start.wait()
        try:
            outcomes.append(verify(person, pesel=ANNAS, how="node"))
        except (PeselTaken, OperationalError):
            # SQLite in memory turns the second writer away instead of letting it wait.
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert Resident.objects.exclude(pesel_hash="").count() == 1
