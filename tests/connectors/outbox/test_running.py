"""From the outbox to the other side: each outcome leads where the table says."""

import pytest
from django.db import transaction

from cms.connectors.errors import NotConfigured, OutboundInTransaction, TimedOut
from cms.connectors.outbox import Delivered, NotThere, Refused, TryAgain, Unknown
from cms.connectors.outbox.claiming import claim_due
from cms.connectors.outbox.models import OutboxEvent, OutboxStep
from cms.connectors.outbox.running import deliver, run

from .kinds import AskableStep, ScriptedStep

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_three_steps_follow_one_another_and_know_the_references(letter, put, work, states, history):
    steps = letter(*(AskableStep(name) for name in ("case", "file", "close")))
    delivery = put({"text": "zażółć"}, user_id=None)

    assert work() == 3

    assert states(delivery) == ["delivered"] * 4
    assert history(delivery) == ["delivered"] * 3
    assert [step.sent[0].references for step in steps] == [
        {},
        {"case": "ref-case"},
        {"case": "ref-case", "file": "ref-file"},
    ]
    assert [len(step.sent) for step in steps] == [1, 1, 1]
    assert len({step.sent[0].key for step in steps}) == 3
    parcel = steps[2].sent[0]
    assert parcel.payload == {"text": "zażółć"}
    assert (parcel.number, parcel.site) == (delivery.number, delivery.site)
    assert parcel.deadline.remaining() <= 5.0


def test_a_later_step_waits_for_the_one_before(letter, put, work, states):
    first, second = letter(AskableStep("case", TryAgain("closed")), AskableStep("file"))
    delivery = put()

    work()

    assert states(delivery) == ["waiting", "waiting", "open"]
    assert (len(first.sent), len(second.sent)) == (1, 0)


def test_the_payload_is_wiped_when_the_delivery_has_ended_well(letter, put, work):
    letter()
    delivery = put({"text": "secret"})
    assert delivery.payload

    work()

    delivery.refresh_from_db()
    assert delivery.payload == ""
    assert delivery.finished_at is not None


def test_not_taken_now_is_sent_again_later_with_the_same_key(letter, put, work, later, states):
    (step,) = letter(AskableStep("send", TryAgain("busy")))
    delivery = put()

    work()
    assert work() == 0
    later()
    work()

    assert states(delivery) == ["delivered", "delivered"]
    assert len(step.sent) == 2
    assert step.sent[0].key == step.sent[1].key


def test_the_other_side_may_name_the_time_to_wait(letter, put, work, later):
    (step,) = letter(AskableStep("send", TryAgain("busy", after=600)))
    put()
    work()

    later(500)
    assert work() == 0
    later(150)
    assert work() == 1
    assert len(step.sent) == 2


def test_refused_calls_an_official_at_once(letter, put, work, later, states, history):
    (step,) = letter(AskableStep("send", Refused("no such office")))
    delivery = put()

    work()
    later()

    assert work() == 0
    assert states(delivery) == ["dead", "dead"]
    assert delivery.needs_official
    assert OutboxEvent.objects.get(step__delivery=delivery).reason == "no such office"
    assert len(step.sent) == 1


def test_tried_in_vain_often_enough_it_calls_an_official(letter, put, work, later, states):
    (step,) = letter(AskableStep("send", *[TryAgain("busy")] * 10))
    delivery = put()

    for _ in range(8):
        work()
        later()

    assert len(step.sent) == step.attempts == 4
    assert states(delivery) == ["dead", "dead"]


@pytest.mark.parametrize("outcome", [Unknown("cut off"), TimedOut(), ValueError("85010112349")])
def test_an_unknown_outcome_is_asked_about_before_anything_is_sent_again(
    letter, put, work, later, states, history, outcome
):
    (step,) = letter(AskableStep("send", outcome, Delivered("77")))
    delivery = put()

    work()

    assert states(delivery) == ["clarifying", "clarifying"]
    later()
    work()
    assert (len(step.sent), len(step.asked)) == (1, 1)
    assert states(delivery) == ["delivered", "delivered"]
    assert delivery.steps.get().reference == "77"
    assert history(delivery) == ["unknown", "delivered"]


def test_what_the_other_side_does_not_have_is_sent_again(letter, put, work, later, states):
    (step,) = letter(AskableStep("send", Unknown("cut off"), NotThere()))
    delivery = put()

    work()
    later()
    work()

    assert (len(step.sent), len(step.asked)) == (2, 1)
    assert states(delivery) == ["delivered", "delivered"]


def test_not_there_is_not_believed_while_the_other_side_may_be_busy(letter, put, work, later):
    (step,) = letter(AskableStep("send", Unknown("slow"), NotThere(), Delivered("5")))
    step.settles = 30.0
    put()

    work()
    OutboxStep.objects.update(due_at=OutboxStep.objects.get().sent_at)  # asked too early
    work()
    assert (len(step.sent), len(step.asked)) == (1, 1)
    later(31)
    work()

    assert (len(step.sent), len(step.asked)) == (1, 2)


def test_asked_in_vain_it_stays_in_doubt_until_an_official_looks(
    letter, put, work, later, states, history
):
    (step,) = letter(AskableStep("send", Unknown("x"), *[TimedOut()] * 10))
    delivery = put()

    for _ in range(8):
        work()
        later()

    assert (len(step.sent), len(step.asked)) == (1, 4)
    assert states(delivery) == ["dead", "dead"]
    assert delivery.steps.get().in_doubt
    assert history(delivery) == ["unknown", *["no_answer"] * 4]


def test_an_unknown_outcome_with_nobody_to_ask_waits_for_an_official(
    letter, put, work, later, states
):
    (step,) = letter(ScriptedStep("send", Unknown("x")))
    delivery = put()

    work()
    later()

    assert work() == 0
    assert len(step.sent) == 1
    assert states(delivery) == ["clarifying", "clarifying"]
    assert delivery.needs_official


def test_an_idempotent_step_with_an_unknown_outcome_is_just_sent_again(
    letter, put, work, later, states
):
    (step,) = letter(AskableStep("send", Unknown("x"), idempotent=True))
    delivery = put()

    work()
    later()
    work()

    assert (len(step.sent), len(step.asked)) == (2, 0)
    assert step.sent[0].key == step.sent[1].key
    assert states(delivery) == ["delivered", "delivered"]


def test_an_error_from_before_the_first_byte_is_no_doubt(letter, put, work, states, history):
    letter(AskableStep("send", NotConfigured("no address")))
    delivery = put()

    work()

    assert states(delivery) == ["waiting", "open"]
    assert history(delivery) == ["try_again"]


def test_the_text_of_an_unforeseen_error_is_kept_nowhere(letter, put, work, caplog):
    letter(AskableStep("send", ValueError("85010112349")))
    put()

    work()

    assert OutboxEvent.objects.get().detail == "ValueError"
    assert "85010112349" not in caplog.text
    assert "ValueError at" in caplog.text


# --- what is wrong with us --------------------------------------------------------------------


def test_a_step_that_no_running_app_knows_waits(letter, put, work, later, states, monkeypatch):
    letter()
    delivery = put()
    monkeypatch.setattr("cms.connectors.outbox.kinds._registered", {})

    assert work() == 0
    assert states(delivery) == ["waiting", "open"]
    monkeypatch.undo()


def test_a_payload_that_was_moved_to_another_row_is_not_sent(letter, put, work, states):
    (step,) = letter()
    one, other = put({"text": "one"}), put({"text": "other"})
    one.payload = other.payload
    one.save()

    work()

    assert [parcel.payload for parcel in step.sent] == [{"text": "other"}]
    assert states(one) == ["dead", "dead"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_sent_inside_a_transaction(letter, put):
    (step,) = letter()
    put()
    claim = claim_due()

    with pytest.raises(OutboundInTransaction), transaction.atomic():
        run(claim)

    assert step.sent == []


def test_a_wake_up_does_only_its_own_delivery(letter, put, states):
    letter()
    one, other = put(), put()

    assert deliver(other.pk) == 1

    assert states(one) == ["waiting", "open"]
    assert states(other) == ["delivered", "delivered"]


def test_what_has_been_due_longest_comes_first(letter, put, work):
    (step,) = letter()
    numbers = [put().number for _ in range(3)]

    work()

    assert [parcel.number for parcel in step.sent] == numbers


def test_a_single_step_takes_few_queries(letter, put, work, django_assert_max_num_queries):
    letter()
    put()

    # claim: savepoint, read, hold, release; record: the same with step, history, next, whole;
    # and the claim that finds nothing.
    with django_assert_max_num_queries(13):
        work()
