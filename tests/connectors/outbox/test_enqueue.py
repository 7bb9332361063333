"""Putting things in: with the caller's transaction, encrypted, with a number, and never twice."""

import datetime
import re
import uuid

import pytest
from django.db import connection, transaction

from cms.connectors.outbox import enqueue, statuses
from cms.connectors.outbox.kinds import UnknownKind
from cms.connectors.outbox.models import OutboxDelivery, OutboxStep
from cms.connectors.outbox.numbers import as_written, new_number
from cms.connectors.outbox.services import MOST_BYTES, TooLargeForOutbox
from cms.connectors.outbox.states import DeliveryState

from .kinds import AskableStep

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

CANARY = "85010112349"


@pytest.fixture(autouse=True)
def declared(letter):
    return letter(AskableStep("case"), AskableStep("file"))


def test_each_step_has_a_row_and_a_key_of_its_own(put):
    delivery = put()

    case, file = delivery.steps.all()

    assert (case.name, file.name) == ("case", "file")
    assert case.due_at is not None
    assert file.due_at is None
    assert uuid.UUID(case.key) != uuid.UUID(file.key)


def test_it_is_stored_with_the_callers_transaction_or_not_at_all(site):
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("test.letter", site=site, payload={})
        raise RuntimeError

    assert not OutboxDelivery.objects.exists()
    assert not OutboxStep.objects.exists()


def test_no_table_holds_the_payload_in_clear(put):
    put({"pesel": CANARY, "note": "zażółć"})

    with connection.cursor() as cursor:
        for model in (OutboxDelivery, OutboxStep):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            assert CANARY not in str(cursor.fetchall())


def test_the_same_mark_gives_the_same_receipt_and_stores_nothing(site):
    first = enqueue("test.letter", site=site, payload={"a": 1}, once="form 7")

    again = enqueue("test.letter", site=site, payload={"a": 2}, once="form 7")

    assert again == first
    assert OutboxDelivery.objects.count() == 1
    assert OutboxStep.objects.count() == 2


def test_without_a_mark_two_are_two(put):
    assert put().number != put().number


@pytest.mark.parametrize("payload", [{"x": object()}, {"x": float("nan")}, {"x": b"bytes"}])
def test_a_payload_that_is_no_json_is_refused(site, payload):
    with pytest.raises((TypeError, ValueError)):
        enqueue("test.letter", site=site, payload=payload)

    assert not OutboxDelivery.objects.exists()


def test_a_payload_that_should_be_a_file_is_refused(site):
    with pytest.raises(TooLargeForOutbox):
        enqueue("test.letter", site=site, payload={"x": "y" * MOST_BYTES})


def test_an_unknown_kind_is_refused(site):
    with pytest.raises(UnknownKind, match=r"test\.nothing"):
        enqueue("test.nothing", site=site, payload={})


def test_putting_in_takes_three_queries(site, django_assert_num_queries):
    with django_assert_num_queries(3):  # number free? delivery, steps
        enqueue("test.letter", site=site, payload={})


def test_numbers_can_be_read_out_and_typed_back():
    number = new_number()

    assert re.fullmatch(r"R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number)
    for typed in (number.lower(), number.replace("-", " "), f" {number[2:]} "):
        assert as_written(typed) == number
    assert as_written("r-oil0-7f3k") == "R-0110-7F3K"
    assert as_written("not a number") == "not a number"


def test_statuses_of_many_take_two_queries(put, work, django_assert_num_queries):
    done = put()
    work()
    waiting = put()

    with django_assert_num_queries(2):
        found = statuses([done.pk, waiting.pk, uuid.uuid4()])

    assert set(found) == {done.pk, waiting.pk}
    assert found[done.pk].state is DeliveryState.DELIVERED
    assert found[done.pk].references == {"case": "ref-case", "file": "ref-file"}
    assert found[waiting.pk].state is DeliveryState.OPEN
    assert found[waiting.pk].finished_at is None
    age = datetime.datetime.now(datetime.UTC) - found[waiting.pk].created_at
    assert age < datetime.timedelta(minutes=1)
