"""Whatever happens in whatever order: no second success of a step that is not idempotent."""

import datetime
import itertools

import pytest
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from wagtail.models import Site

from cms.connectors.outbox import Delivered, NotThere, Refused, TryAgain, Unknown, by_hand, enqueue
from cms.connectors.outbox.claiming import claim_due
from cms.connectors.outbox.models import OutboxDelivery, OutboxStep
from cms.connectors.outbox.running import run
from cms.connectors.outbox.states import MOVES, DeliveryState, StepState

from .kinds import AskableStep, declare

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

# What becomes of a send: does the other side take it, and what do we hear?
SENDS = st.sampled_from(
    [
        ("taken", Delivered("ref")),
        ("taken", Unknown("the answer was cut off")),
        ("taken", ConnectionError("lost")),
        ("not taken", Unknown("the connection was cut off")),
        ("not taken", TryAgain("busy")),
        ("not taken", Refused("no")),
    ]
)
ENDED = {StepState.DELIVERED, StepState.GIVEN_UP}


class OtherSide(AskableStep):
    """Takes what it is sent, knows its keys, and answers truly when it is asked and can be."""

    settles = 1.0

    def __init__(self, name):
        super().__init__(name)
        self.taken = []
        self.next_send = ("taken", Delivered("ref"))
        self.reachable = True

    def send(self, parcel):
        fate, answer = self.next_send
        if fate == "taken":
            self.taken.append(parcel.key)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def ask(self, parcel):
        if not self.reachable:
            return TryAgain("no answer")
        return Delivered("ref") if parcel.key in self.taken else NotThere()


class Outbox(RuleBasedStateMachine):
    """Two steps, workers that send, die and come late, and an official who intervenes."""

    site = None
    monkeypatch = None
    numbers = itertools.count()

    def __init__(self):
        super().__init__()
        self.steps = declare(
            self.monkeypatch, OtherSide("case"), OtherSide("file"), kind="test.machine"
        )
        receipt = enqueue("test.machine", site=self.site, payload={"n": next(self.numbers)})
        self.delivery = OutboxDelivery.objects.get(pk=receipt.id)
        self.stalled = []
        self.resent_by_hand = set()
        self.seen = self.states()

    def states(self):
        return list(self.delivery.steps.values_list("state", flat=True))

    def current(self):
        return self.delivery.steps.exclude(state__in=ENDED).first()

    @rule(fate=SENDS)
    def work(self, fate):
        for step in self.steps:
            step.next_send = fate
        claim = claim_due(self.delivery.pk)
        if claim:
            run(claim)

    @rule()
    def a_worker_stalls(self):
        claim = claim_due(self.delivery.pk)
        if claim:
            self.stalled.append(claim)

    @rule(fate=SENDS)
    def a_worker_dies_after_it_sent(self, fate):
        claim = claim_due(self.delivery.pk)
        if claim and not claim.asking and fate[0] == "taken":
            next(s for s in self.steps if s.name == claim.row.name).taken.append(claim.row.key)

    @rule(seconds=st.sampled_from([2, 61, 3600]))
    def time_passes(self, seconds):
        gone = datetime.timedelta(seconds=seconds)
        rows = OutboxStep.objects.filter(delivery=self.delivery)
        rows.filter(due_at__isnull=False).update(due_at=F("due_at") - gone)
        rows.filter(sent_at__isnull=False).update(sent_at=F("sent_at") - gone)
        for claim in self.stalled:  # its stopwatch goes on too
            object.__setattr__(claim, "_started", claim._started - seconds)

    @rule(fate=SENDS)
    def a_stalled_worker_wakes(self, fate):
        if self.stalled:
            for step in self.steps:
                step.next_send = fate
            run(self.stalled.pop())

    @rule()
    def the_other_side_is_cut_off(self):
        for step in self.steps:
            step.reachable = not step.reachable

    @rule(action=st.sampled_from([by_hand.retry, by_hand.give_up, by_hand.send_again]))
    def an_official_intervenes(self, action):
        row = self.current()
        may = getattr(by_hand, f"may_{action.__name__}")
        if may(OutboxDelivery.objects.get(pk=self.delivery.pk)):
            if action is by_hand.send_again:
                self.resent_by_hand.add(row.key)
            action(self.delivery, actor=None)

    @invariant()
    def nothing_is_taken_twice_unless_an_official_said_so(self):
        for step in self.steps:
            for key in set(step.taken) - self.resent_by_hand:
                assert step.taken.count(key) == 1

    @invariant()
    def states_only_move_as_the_table_allows(self):
        now = self.states()
        for before, after in zip(self.seen, now, strict=True):
            assert after in _reachable(before)
        self.seen = now

    @invariant()
    def the_second_step_waits_for_the_first(self):
        first, second = self.states()
        if first != StepState.DELIVERED:
            assert second == (first if first == StepState.GIVEN_UP else StepState.WAITING)
            assert self.steps[1].taken == []

    @invariant()
    def the_whole_says_what_its_steps_say(self):
        self.delivery.refresh_from_db()
        row, whole = self.current(), self.delivery
        assert (whole.finished_at is not None) == (row is None)
        if row is not None:
            assert whole.state not in {DeliveryState.DELIVERED, DeliveryState.GIVEN_UP}
            # It goes on by itself, or an official is called.
            assert (row.due_at is None) == whole.needs_official
        elif StepState.GIVEN_UP in self.states():
            assert whole.state == DeliveryState.GIVEN_UP
        else:
            assert (whole.state, whole.payload) == (DeliveryState.DELIVERED, "")


def _reachable(state):
    """The states that a step may have after one rule: a few moves at most."""
    found, frontier = {state}, {state}
    for _ in range(3):
        frontier = {after for before in frontier for after in MOVES[StepState(before)]}
        found |= frontier
    return found


@pytest.mark.parametrize("examples", [40, pytest.param(1_000, marks=pytest.mark.verify)])
def test_no_order_of_events_delivers_a_step_twice(monkeypatch, examples):
    Outbox.site = Site.objects.get(is_default_site=True)
    Outbox.monkeypatch = monkeypatch

    run_state_machine_as_test(
        Outbox,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
