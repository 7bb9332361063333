"""What officials may do: try again, send in doubt, confirm, give up; never against a worker."""

import pytest
from django.core.exceptions import ValidationError

from cms.connectors.outbox import Delivered, NotThere, Refused, TryAgain, Unknown, by_hand
from cms.connectors.outbox.claiming import record
from cms.connectors.outbox.deciding import Change
from cms.connectors.outbox.models import OutboxEvent
from cms.connectors.outbox.states import EventKind, StepState

from .kinds import AskableStep, ScriptedStep

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

ALL = (by_hand.retry, by_hand.send_again, by_hand.confirm, by_hand.give_up)


def possible(delivery):
    return [
        action.__name__ for action in ALL if getattr(by_hand, f"may_{action.__name__}")(delivery)
    ]


@pytest.fixture
def official(django_user_model):
    return django_user_model.objects.create_user("urzednik@example.org")


def test_a_refused_step_can_be_tried_again(letter, put, work, states, official):
    (step,) = letter(AskableStep("send", Refused("no such office")))
    delivery = put()
    work()
    assert possible(delivery) == ["retry", "give_up"]

    by_hand.retry(delivery, actor=official)
    assert states(delivery) == ["waiting", "open"]
    assert not delivery.needs_official
    work()

    assert len(step.sent) == 2
    assert states(delivery) == ["delivered", "delivered"]
    event = OutboxEvent.objects.get(what=EventKind.RETRIED)
    assert event.actor == official


def test_trying_again_counts_the_attempts_anew(letter, put, work, later, states):
    (step,) = letter(AskableStep("send", *[TryAgain("busy")] * 7))
    delivery = put()
    for _ in range(5):
        work()
        later()
    assert states(delivery)[-1] == "dead"

    by_hand.retry(delivery, actor=None)
    for _ in range(5):
        work()
        later()

    assert len(step.sent) == 8
    assert states(delivery)[-1] == "delivered"


def test_what_waits_for_its_time_can_be_tried_now(letter, put, work, states):
    (step,) = letter(AskableStep("send", TryAgain("busy")))
    delivery = put()
    work()

    by_hand.retry(delivery, actor=None)
    work()

    assert len(step.sent) == 2


def test_what_is_in_doubt_is_asked_about_when_tried_again(letter, put, work, later, states):
    (step,) = letter(AskableStep("send", Unknown("x"), *[Unknown("y")] * 4, Delivered("8")))
    delivery = put()
    for _ in range(6):
        work()
        later()
    assert states(delivery) == ["dead", "dead"]

    by_hand.retry(delivery, actor=None)
    assert states(delivery) == ["clarifying", "clarifying"]
    work()

    assert len(step.sent) == 1
    assert states(delivery) == ["delivered", "delivered"]
    assert delivery.steps.get().reference == "8"


def test_in_doubt_with_nobody_to_ask_there_are_three_ways(letter, put, work, states):
    letter(ScriptedStep("send", Unknown("x")))
    delivery = put()
    work()

    assert possible(delivery) == ["send_again", "confirm", "give_up"]
    with pytest.raises(ValidationError):
        by_hand.retry(delivery, actor=None)


def test_sending_in_doubt_is_the_officials_decision(letter, put, work, states, history):
    (step,) = letter(ScriptedStep("send", Unknown("x")))
    delivery = put()
    work()

    by_hand.send_again(delivery, actor=None)
    work()

    assert len(step.sent) == 2
    assert states(delivery) == ["delivered", "delivered"]
    assert history(delivery) == ["unknown", "sent_again", "delivered"]


def test_what_is_confirmed_goes_on_with_the_next_step(letter, put, work, states):
    first, second = letter(ScriptedStep("post", Unknown("x")), ScriptedStep("note"))
    delivery = put()
    work()

    by_hand.confirm(delivery, actor=None)
    assert states(delivery) == ["delivered", "waiting", "open"]
    assert not delivery.needs_official
    work()

    assert (len(first.sent), len(second.sent)) == (1, 1)
    assert states(delivery) == ["delivered"] * 3


def test_what_is_given_up_ends_with_all_its_steps(letter, put, work, later, states):
    _, second = letter(AskableStep("case", Refused("no")), AskableStep("file"))
    delivery = put()
    work()

    by_hand.give_up(delivery, actor=None)
    later()

    assert work() == 0
    assert states(delivery) == ["given_up"] * 3
    assert delivery.finished_at is not None
    assert possible(delivery) == []
    assert second.sent == []
    for action in ALL:
        with pytest.raises(ValidationError):
            action(delivery, actor=None)


def test_what_is_being_sent_is_left_alone(letter, put, die, states):
    letter()
    delivery = put()
    die()

    assert possible(delivery) == []
    for action in ALL:
        with pytest.raises(ValidationError):
            action(delivery, actor=None)
    assert states(delivery) == ["sending", "open"]


def test_an_answer_that_comes_after_it_was_given_up_changes_nothing(
    letter, put, work, die, later, states
):
    letter(AskableStep("send", Unknown("x")))
    delivery = put()
    work()
    later()
    asking = die()

    by_hand.give_up(delivery, actor=None)

    assert not record(asking, Change(StepState.DELIVERED, EventKind.DELIVERED))
    assert states(delivery) == ["given_up", "given_up"]


def test_a_delivered_one_allows_nothing(letter, put, work):
    letter(AskableStep("send", NotThere(), Delivered("x")))
    delivery = put()
    work()
    assert possible(delivery) == ["retry", "send_again", "give_up"]  # no sense in NotThere: doubt

    by_hand.send_again(delivery, actor=None)
    work()

    assert possible(delivery) == []
