"""The call log: what happened to calls, nothing about people; and places for waiting."""

import datetime
import threading
import time

import pytest
from django.core.signals import request_finished, request_started
from django.db import DatabaseError
from django.utils import timezone

from cms.connectors import breaker, bulkhead, calls
from cms.connectors.asking import Told, Untold, ask_ahead, ask_now
from cms.connectors.breaker import Phase
from cms.connectors.calls import Line, Purpose, note, noted, tidy
from cms.connectors.deadline import Deadline
from cms.connectors.errors import OutboundInTransaction, RemoteFault, TimedOut
from cms.connectors.models import Call, CallTally
from cms.connectors.results import Reason

from .ledger import LedgerSource

pytestmark = pytest.mark.django_db
NAME = LedgerSource.name


@pytest.fixture(autouse=True)
def own_places(settings):
    """Places that no other test's forgotten thread holds."""
    bulkhead._places.clear()
    settings.RATUSZ_CALLS_AT_ONCE = 2


def fail(error):
    def ask(_deadline):
        raise error

    return ask


def test_call_is_written_down_with_what_came_of_it(site):
    ask_now(LedgerSource, site.pk, Deadline(1), lambda _: 1)
    ask_now(LedgerSource, site.pk, Deadline(1), fail(RemoteFault()))

    lines = Call.objects.order_by("pk").values_list("connector", "purpose", "outcome", "breaker")
    assert list(lines) == [(NAME, "page", "ok", "closed"), (NAME, "page", "fault", "closed")]


def test_call_that_the_breaker_stopped_is_written_down_and_not_counted(site):
    for _ in range(breaker.FAILURES):
        ask_now(LedgerSource, site.pk, Deadline(1), fail(RemoteFault()))
    result = ask_now(LedgerSource, site.pk, Deadline(1), lambda _: pytest.fail("it was asked"))

    assert result == Untold(Reason.FAULT, breaker.state_of(NAME, site.pk).retry_at)
    assert Call.objects.filter(breaker="open").count() == 1
    assert CallTally.objects.get().calls == breaker.FAILURES


def test_log_knows_nothing_about_people():
    fields = {field.name for field in Call._meta.get_fields()}

    assert fields == {
        "id", "site", "connector", "at", "milliseconds", "purpose", "outcome", "breaker"
    }  # fmt: skip


def test_within_a_request_calls_are_written_when_it_is_over(site, client):
    calls._begin()
    note(Line(NAME, site.pk, Purpose.PAGE, None, 0.1))
    assert not Call.objects.exists()

    calls._finish()

    assert Call.objects.count() == 1
    assert {one[0][0] for one in (*request_started.receivers, *request_finished.receivers)} >= {
        "ratusz_calls"
    }


def test_log_that_cannot_be_written_breaks_nothing(site, monkeypatch, caplog):
    def full(*_args, **_kwargs):
        raise DatabaseError("disk full at /srv/secret")

    monkeypatch.setattr(Call.objects, "bulk_create", full)

    assert isinstance(ask_now(LedgerSource, site.pk, Deadline(1), lambda _: 1), Told)
    assert "could not be written down" in caplog.text
    assert "secret" not in caplog.text


def test_block_of_code_is_noted_however_it_ends(site):
    with pytest.raises(TimedOut), noted(NAME, site.pk, Purpose.CHECK, Phase.CLOSED):
        raise TimedOut
    with pytest.raises(ZeroDivisionError), noted(NAME, site.pk, Purpose.CHECK):
        raise ZeroDivisionError
    with noted(NAME, site.pk, Purpose.CHECK):
        pass

    outcomes = Call.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["timeout", "garbage", "ok"]


def test_old_calls_are_forgotten(site):
    for days in (0, 13, 15, 100):
        moment = timezone.now() - datetime.timedelta(days=days)
        note(Line(NAME, site.pk, Purpose.PAGE, None, 0.1, at=moment))

    assert tidy() == 2
    assert Call.objects.count() == 2


def test_log_stays_bounded_whatever_happens(site, monkeypatch):
    monkeypatch.setattr(calls, "MOST", 3)
    for _ in range(8):
        note(Line(NAME, site.pk, Purpose.PAGE, None, 0.1))

    assert tidy() == 5
    assert Call.objects.count() == 3


def test_question_ahead_travels_while_the_caller_goes_on(site):
    started = time.monotonic()
    waiting = [
        ask_ahead(LedgerSource, site.pk, Deadline(2), lambda _: time.sleep(0.3) or "told")
        for _ in range(2)
    ]
    results = [wait() for wait in waiting]

    assert time.monotonic() - started < 0.55
    assert [result.data for result in results] == ["told", "told"]
    assert Call.objects.count() == 2


def test_question_that_hangs_is_left_behind_at_the_deadline(site):
    release = threading.Event()
    started = time.monotonic()
    wait = ask_ahead(LedgerSource, site.pk, Deadline(0.6), lambda _: release.wait(5))

    assert wait() == wait() == Untold(Reason.TIMEOUT)
    assert time.monotonic() - started < 1.5
    release.set()
    assert Call.objects.get().outcome == "timeout"


def test_question_ahead_within_a_transaction_is_a_programming_error(site):
    from django.db import transaction

    with transaction.atomic(), pytest.raises(OutboundInTransaction):
        ask_ahead(LedgerSource, site.pk, Deadline(1), lambda _: 1)


def test_timeout_without_a_fair_chance_is_not_the_systems_failure(site):
    for _ in range(10):
        ask_now(LedgerSource, site.pk, Deadline(0.1), fail(TimedOut()))

    assert breaker.state_of(NAME, site.pk).failures == 0


def test_system_that_hangs_holds_no_more_than_its_places(site):
    release = threading.Event()
    held = [
        ask_ahead(LedgerSource, site.pk, Deadline(5), lambda _: release.wait(5)) for _ in range(2)
    ]
    started = time.monotonic()

    result = ask_now(LedgerSource, site.pk, Deadline(5), lambda _: pytest.fail("it was asked"))

    assert result == Untold(Reason.TIMEOUT)
    assert time.monotonic() - started < 1.0
    release.set()
    assert [wait().data for wait in held] == [True, True]
    assert ask_now(LedgerSource, site.pk, Deadline(5), lambda _: 1).data == 1
