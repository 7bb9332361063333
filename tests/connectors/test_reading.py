"""Reading for a page: fresh, else the last known answer, else an honest nothing; always in time."""

import datetime
import logging
from decimal import Decimal

import pytest
from django.utils import timezone

from cms.addonkit.people import Assurance, Pesel, Subject
from cms.connectors.deadline import Deadline, page_deadline
from cms.connectors.errors import NotConfigured, OutboundInTransaction, WrongData
from cms.connectors.models import Snapshot
from cms.connectors.reading import read
from cms.connectors.results import Fresh, Reason, Stale, Unavailable
from cms.connectors.simulators.coping import (
    MISBEHAVIOUR,
    assert_answers,
    assert_copes,
    assert_no_secrets,
)
from cms.connectors.snapshots import Codec, Key, recall, remember
from tests.queries import waited_for

from .ledger import CODEC, Balance, LedgerSource

BALANCE = Balance(Decimal("390.00"), datetime.date(2020, 11, 10))

pytestmark = pytest.mark.django_db


@pytest.fixture
def read_balance(simulators, subject):
    source = LedgerSource(f"{simulators.address}/ledger/")

    def call(deadline=None, codec=CODEC):
        return read(
            source,
            subject,
            deadline or Deadline(2.0),
            lambda left: source.balance(subject.data_of.reveal(), left),
            codec,
        )

    return call


def fail(error):
    def ask(deadline):
        raise error

    return ask


def test_read_is_fresh_when_the_source_answers(simulators, read_balance):
    before = timezone.now()

    result = assert_answers(simulators, "ledger", read_balance)

    assert result.data == BALANCE
    assert before <= result.fetched_at <= timezone.now()


def test_read_is_fresh_when_the_source_is_slow_but_in_time(simulators, subject):
    source = LedgerSource(f"{simulators.address}/ledger/")
    source.seconds = 2.0

    result = assert_answers(
        simulators,
        "ledger",
        lambda: read(
            source,
            subject,
            Deadline(2.0),
            lambda left: source.balance(subject.data_of.reveal(), left),
            CODEC,
        ),
        mode="slow",
    )
    assert result.data == BALANCE


@pytest.mark.parametrize("mode", MISBEHAVIOUR)
def test_read_gives_the_last_known_answer_when_the_wire_misbehaves(
    simulators, read_balance, mode, caplog
):
    first = read_balance()

    result = assert_copes(simulators, "ledger", mode, read_balance, seconds=LedgerSource.seconds)

    assert isinstance(result, Stale)
    assert (result.data, result.fetched_at) == (first.data, first.fetched_at)
    assert_no_secrets(caplog.text)


@pytest.mark.parametrize("mode", MISBEHAVIOUR)
def test_read_is_unavailable_when_it_never_had_an_answer(simulators, read_balance, mode):
    result = assert_copes(simulators, "ledger", mode, read_balance, seconds=LedgerSource.seconds)

    assert isinstance(result, Unavailable)
    assert timezone.now() < result.retry_at
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("fault", Reason.FAULT),
        ("nan", Reason.WRONG_DATA),
        ("wrong_person", Reason.WRONG_DATA),
        ("broken", Reason.FAULT),
    ],
)
def test_read_neither_shows_nor_keeps_what_is_wrong(simulators, read_balance, mode, reason, caplog):
    read_balance()
    kept = Snapshot.objects.get()

    result = assert_copes(simulators, "ledger", mode, read_balance, reasons={reason})

    assert result.data == BALANCE
    assert Snapshot.objects.get().payload == kept.payload
    assert_no_secrets("".join(r.getMessage() for r in caplog.records if "reading" in r.name))


def test_read_is_stale_when_the_simulator_is_gone(simulators, read_balance):
    read_balance()
    simulators.stop()

    result = read_balance()

    assert isinstance(result, Stale)
    assert result.reason == Reason.REFUSED


def test_read_asks_nothing_when_the_page_has_no_time_left(subject):
    def ask(deadline):
        raise AssertionError

    result = read(LedgerSource, subject, Deadline(0), ask, CODEC)

    assert (type(result), result.reason) == (Unavailable, Reason.TIMEOUT)


def test_read_gives_the_source_what_is_left_of_the_page(subject):
    left = []

    def ask(deadline):
        left.append(deadline.remaining())
        return BALANCE

    read(LedgerSource, subject, Deadline(0.5), ask, CODEC)
    read(LedgerSource, subject, Deadline(60), ask, CODEC)

    assert 0.4 < left[0] <= 0.5
    assert 0.9 < left[1] <= LedgerSource.seconds


def test_read_takes_at_most_two_queries(subject):
    with waited_for(exactly=2):
        read(LedgerSource, subject, Deadline(1), lambda _: BALANCE, CODEC)
    with waited_for(exactly=1):
        read(LedgerSource, subject, Deadline(1), lambda _: BALANCE, CODEC)
    with waited_for(exactly=1):
        read(LedgerSource, subject, Deadline(1), fail(NotConfigured()), CODEC)


def test_read_copes_when_the_connector_itself_is_broken(subject, caplog):
    read(LedgerSource, subject, Deadline(1), lambda _: BALANCE, CODEC)

    result = read(LedgerSource, subject, Deadline(1), fail(KeyError("44051401359")), CODEC)

    assert (type(result), result.reason) == (Stale, Reason.GARBAGE)
    assert "KeyError" in caplog.text
    assert "44051401359" not in caplog.text


@pytest.mark.parametrize(
    "stranger",
    [
        Subject(site_id=1),
        Subject(site_id=1, assurance=Assurance.ACCOUNT, pesel=Pesel("44051401359")),
        Subject(site_id=1, assurance=Assurance.VERIFIED),
        Subject(site_id=None, assurance=Assurance.VERIFIED, pesel=Pesel("44051401359")),
    ],
)
def test_read_is_a_programming_error_when_nobody_is_confirmed(stranger):
    with pytest.raises(ValueError, match="confirmed"):
        read(LedgerSource, stranger, Deadline(1), lambda _: BALANCE, CODEC)


def test_read_lets_the_programming_error_through_when_it_runs_in_a_transaction(
    simulators, read_balance
):
    from django.db import transaction

    with transaction.atomic(), pytest.raises(OutboundInTransaction):
        read_balance()


def test_read_keeps_parts_of_a_source_apart(subject):
    other = Balance(Decimal("1.00"), datetime.date(2021, 1, 1))
    read(LedgerSource, subject, Deadline(1), lambda _: BALANCE, CODEC, part="cards")
    read(LedgerSource, subject, Deadline(1), lambda _: other, CODEC, part="payments")

    result = read(LedgerSource, subject, Deadline(0), fail(WrongData("x")), CODEC, part="cards")
    assert result.data == BALANCE


def test_read_forgets_what_was_kept_in_another_form(subject, caplog):
    caplog.set_level(logging.ERROR)
    read(LedgerSource, subject, Deadline(1), lambda _: BALANCE, CODEC)
    newer = Codec(dump=CODEC.dump, load=CODEC.load, schema=CODEC.schema + 1)
    pickier = Codec(dump=CODEC.dump, load=lambda kept: kept["missing"], schema=CODEC.schema)

    for codec in (newer, pickier):
        result = read(LedgerSource, subject, Deadline(0), fail(NotConfigured()), codec)
        assert isinstance(result, Unavailable)


def test_page_deadline_is_one_for_all_blocks(rf, settings):
    settings.RATUSZ_PAGE_DEADLINE = 0.7
    request = rf.get("/")

    deadline = page_deadline(request)

    assert page_deadline(request) is deadline
    assert 0.6 < deadline.remaining() <= 0.7


def test_deadline_never_has_less_than_nothing_left():
    deadline = Deadline(-1)

    assert deadline.expired
    assert deadline.remaining() == 0.0
    assert deadline.within(5).expired


def test_results_never_show_a_kept_answer_as_fresh(subject):
    key = Key.of("test.ledger", subject)
    remember(key, BALANCE, timezone.now(), CODEC)

    assert recall(key, CODEC).data == BALANCE
    assert not isinstance(
        read(LedgerSource, subject, Deadline(1), fail(NotConfigured()), CODEC), Fresh
    )
