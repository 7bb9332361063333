"""The breaker: a system that keeps failing is left alone, by all processes, for a while."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import cache, caches
from django.db import connection, connections

from cms.connectors import breaker
from cms.connectors.breaker import Paused, Phase, begin, guarded, state_of
from cms.connectors.errors import (
    Garbage,
    HostNotAllowed,
    NotConfigured,
    Refused,
    RemoteFault,
    TimedOut,
    TooLarge,
    WrongData,
)
from cms.connectors.results import Reason

from .ledger import LedgerSource

SITE, OTHER = 1, 2
START = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def memory(settings):
    """A cache that all threads of this process share, empty."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "b"}
    }
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def fail(error=None, times=1, site=SITE):
    for _ in range(times):
        begin(LedgerSource, site).failed(error or TimedOut())


def phase(site=SITE):
    return state_of(LedgerSource, site).phase


def test_breaker_opens_after_five_failures_in_a_row(clock):
    fail(times=4)
    assert phase() == Phase.CLOSED
    fail(RemoteFault())

    state = state_of(LedgerSource, SITE)
    assert (state.phase, state.failures, state.reason) == (Phase.OPEN, 5, Reason.FAULT)
    assert state.since == START
    assert state.retry_at == START + datetime.timedelta(seconds=30)
    with pytest.raises(Paused) as refusal:
        begin(LedgerSource, SITE)
    assert (refusal.value.reason, refusal.value.retry_at) == (Reason.FAULT, state.retry_at)
    assert not refusal.value.may_have_arrived


def test_answer_in_between_begins_the_row_anew(clock):
    fail(times=4)
    begin(LedgerSource, SITE).answered()
    fail(times=4)

    assert phase() == Phase.CLOSED


def test_failures_far_apart_are_no_row(clock):
    for _ in range(10):
        fail()
        clock.shift(breaker.WINDOW / 4)

    assert phase() == Phase.CLOSED


@pytest.mark.parametrize("error", [Refused(), TimedOut(), RemoteFault(), Garbage(), TooLarge()])
def test_failures_of_the_system_count(clock, error):
    fail(error, times=5)

    assert phase() == Phase.OPEN


@pytest.mark.parametrize("error", [WrongData("amount"), NotConfigured(), HostNotAllowed()])
def test_what_concerns_one_person_or_the_settings_does_not_count(clock, error):
    fail(times=4)
    fail(error, times=10)

    assert phase() == Phase.CLOSED


def test_dead_system_of_one_municipality_closes_nothing_for_another(clock):
    fail(times=5)

    assert phase(OTHER) == Phase.CLOSED
    begin(LedgerSource, OTHER).answered()
    assert phase() == Phase.OPEN


def test_after_the_pause_one_trial_decides(clock):
    fail(times=5)
    clock.shift(30)

    trial = begin(LedgerSource, SITE)
    assert (phase(), trial.phase) == (Phase.HALF_OPEN, Phase.HALF_OPEN)
    with pytest.raises(Paused):
        begin(LedgerSource, SITE)
    trial.answered()

    assert phase() == Phase.CLOSED
    begin(LedgerSource, SITE)


def test_pauses_grow_up_to_five_minutes(clock):
    fail(times=5)
    pauses = []
    for _ in range(6):
        state = state_of(LedgerSource, SITE)
        pauses.append((state.retry_at - datetime.datetime.now(datetime.UTC)).total_seconds())
        clock.move_to(state.retry_at)
        fail(Garbage())

    assert pauses == [30, 60, 120, 240, 300, 300]
    assert state_of(LedgerSource, SITE).since == START
    assert state_of(LedgerSource, SITE).reason == Reason.GARBAGE


@pytest.mark.parametrize(
    ("error", "afterwards"),
    [(WrongData("amount"), Phase.CLOSED), (NotConfigured(), Phase.HALF_OPEN)],
)
def test_trial_that_fails_otherwise_is_judged_by_what_it_says_of_the_system(
    clock, error, afterwards
):
    fail(times=5)
    clock.shift(30)
    fail(error)

    assert phase() == afterwards
    assert begin(LedgerSource, SITE).phase == afterwards


def test_trial_whose_process_died_is_made_again(clock):
    fail(times=5)
    clock.shift(30)
    begin(LedgerSource, SITE)
    clock.shift(breaker.TRIAL + 1)

    assert begin(LedgerSource, SITE).phase == Phase.HALF_OPEN


def test_failure_of_a_call_from_before_the_opening_does_not_lengthen_the_pause(clock):
    early = begin(LedgerSource, SITE)
    fail(times=5)
    before = state_of(LedgerSource, SITE)
    clock.shift(20)
    early.failed(TimedOut())

    assert state_of(LedgerSource, SITE) == before


def test_guard_tells_the_breaker_and_lets_the_error_through(clock):
    for _ in range(5):
        with pytest.raises(Refused), guarded(LedgerSource, SITE):
            raise Refused
    with pytest.raises(Paused), guarded(LedgerSource, SITE):
        pytest.fail("the block ran")
    clock.shift(30)
    with guarded(LedgerSource, SITE):
        pass

    assert phase() == Phase.CLOSED


def test_our_own_error_in_a_trial_leaves_it_to_the_next(clock):
    fail(times=5)
    clock.shift(30)
    with pytest.raises(ZeroDivisionError), guarded(LedgerSource, SITE):
        raise ZeroDivisionError

    assert begin(LedgerSource, SITE).phase == Phase.HALF_OPEN


def test_of_many_threads_exactly_one_makes_the_trial(clock):
    fail(times=5)
    clock.shift(30)
    start = threading.Barrier(20)

    def try_it(_number):
        start.wait()
        try:
            return begin(LedgerSource, SITE).phase
        except Paused:
            return None

    with ThreadPoolExecutor(20) as threads:
        let_through = [one for one in threads.map(try_it, range(20)) if one]
    assert let_through == [Phase.HALF_OPEN]


@pytest.mark.parametrize("method", ["get", "get_many", "set", "add", "delete"])
def test_cache_that_is_down_is_no_breaker_and_no_error(clock, monkeypatch, method):
    fail(times=5)
    clock.shift(30)

    def down(*_args, **_kwargs):
        raise ConnectionError("redis://:secret@10.0.0.1")

    monkeypatch.setattr(caches["default"], method, down)
    for _ in range(3):
        attempt = begin(LedgerSource, SITE)
        attempt.failed(TimedOut())
        attempt.answered()
        clock.shift(3600)
    assert state_of(LedgerSource, SITE).phase in Phase


def test_what_another_version_kept_is_no_breaker(clock):
    cache.set("breaker:test.ledger:1", {"other": 1})

    begin(LedgerSource, SITE).failed(TimedOut())
    assert state_of(LedgerSource, SITE).failures == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_connections_exactly_one_makes_the_trial(settings):
    """On the cache that the demo has: a table of a database."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "ratusz_cache",
        }
    }
    cache.clear()
    fail(times=5)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=31)):
        number = 1 if connection.vendor == "sqlite" else 10  # in memory it belongs to one thread
        start = threading.Barrier(number)

        def try_it(_number):
            start.wait()
            try:
                return begin(LedgerSource, SITE).phase
            except Paused:
                return None
            finally:
                if number > 1:
                    connections.close_all()

        if number == 1:
            phases = [try_it(0), try_it(0)]
        else:
            with ThreadPoolExecutor(number) as threads:
                phases = list(threads.map(try_it, range(number)))
    cache.clear()
    assert [one for one in phases if one] == [Phase.HALF_OPEN]
