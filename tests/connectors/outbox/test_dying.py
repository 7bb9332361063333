"""Workers that die, stall and come late: nothing is sent twice, nothing is lost (REL-08)."""

import pytest

from cms.connectors.outbox import Delivered, NotThere, Unknown
from cms.connectors.outbox.claiming import record
from cms.connectors.outbox.deciding import Change
from cms.connectors.outbox.running import run
from cms.connectors.outbox.states import EventKind, StepState

from .kinds import AskableStep, ScriptedStep

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_a_claimed_step_is_nobody_elses(letter, put, work, die):
    (step,) = letter()
    put()

    assert die() is not None

    assert work() == 0
    assert step.sent == []


def test_a_dead_workers_step_is_asked_about_first(letter, put, work, die, later, states, history):
    (step,) = letter(AskableStep("send", Delivered("42")))
    delivery = put()
    die()

    later(61)
    work()

    assert (len(step.sent), len(step.asked)) == (0, 1)
    assert states(delivery) == ["delivered", "delivered"]
    assert history(delivery) == ["taken_over", "delivered"]


def test_a_dead_workers_step_is_sent_when_the_other_side_does_not_have_it(
    letter, put, work, die, later, states
):
    (step,) = letter(AskableStep("send", NotThere()))
    delivery = put()
    die()

    later(61)
    work()

    assert (len(step.sent), len(step.asked)) == (1, 1)
    assert states(delivery) == ["delivered", "delivered"]


def test_a_dead_workers_step_with_nobody_to_ask_is_not_sent_again(
    letter, put, work, die, later, states, history
):
    (step,) = letter(ScriptedStep("send"))
    delivery = put()
    die()

    later(61)

    assert work() == 0
    assert step.sent == []
    assert states(delivery) == ["clarifying", "clarifying"]
    assert delivery.needs_official
    assert history(delivery) == ["taken_over"]


def test_an_idempotent_step_that_kills_its_workers_ends(letter, put, die, later, states):
    letter(AskableStep("send", idempotent=True))
    delivery = put()

    for _ in range(6):
        die()
        later(61)

    assert states(delivery) == ["dead", "dead"]


def test_a_worker_that_died_while_asking_changes_nothing(letter, put, work, die, later, states):
    (step,) = letter(AskableStep("send", Unknown("x"), Delivered("9")))
    delivery = put()
    work()
    later()

    claim = die()

    assert claim.asking
    later(61)
    work()
    assert states(delivery) == ["delivered", "delivered"]
    assert len(step.sent) == 1


def test_a_late_worker_does_not_overwrite(letter, put, work, die, later, states, history):
    letter(AskableStep("send", Delivered("theirs")))
    delivery = put()
    late = die()
    later(61)
    work()

    stored = record(late, Change(StepState.DEAD, EventKind.REFUSED, reason="late"))

    assert stored is False
    assert states(delivery) == ["delivered", "delivered"]
    assert delivery.steps.get().reference == "theirs"
    assert history(delivery) == ["taken_over", "delivered", "late"]


def test_a_late_worker_does_not_overwrite_one_that_is_still_asking(letter, put, die, later, states):
    letter()
    delivery = put()
    late = die()
    later(61)
    second = die()
    assert second.asking

    assert not record(late, Change(StepState.DELIVERED, EventKind.DELIVERED))

    assert states(delivery) == ["clarifying", "clarifying"]
    assert record(second, Change(StepState.DELIVERED, EventKind.DELIVERED))


def test_a_worker_that_was_held_up_sends_nothing(letter, put, die, states, settings):
    (step,) = letter()
    delivery = put()
    claim = die()
    settings.RATUSZ_OUTBOX_LEASE = 4.0  # less than the step may take

    run(claim)

    assert step.sent == []
    assert states(delivery) == ["waiting", "open"]
