"""Taking due steps and recording what came of them: each in one short transaction.

All times are the database's, so that workers whose clocks differ agree on what is due and on when a
lease ends.
"""

from __future__ import annotations

import datetime
import logging
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from . import deciding, timing
from .deciding import Change
from .kinds import Step, UnknownKind, delivery_of
from .models import OutboxDelivery, OutboxEvent, OutboxStep
from .states import WHOLE, DeliveryState, EventKind, StepState, check_move

if TYPE_CHECKING:
    from uuid import UUID

LONGEST_REASON = 200
_TICK = datetime.timedelta(milliseconds=20)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A step that this worker holds until the lease ends."""

    row: OutboxStep
    """As it is now in the database, with its delivery and site."""

    step: Step
    """Its declaration."""

    asking: bool
    """Whether to ask about it; otherwise to send it."""

    read_at: datetime.datetime
    """The database's time at the claim."""

    _started: float
    """This machine's stopwatch at the claim."""

    @property
    def now(self) -> datetime.datetime:
        """The database's time now, worked out without asking it."""
        return self.read_at + datetime.timedelta(seconds=self.seconds)

    @property
    def seconds(self) -> float:
        """How long it has been held."""
        return time.monotonic() - self._started

    @property
    def expired(self) -> bool:
        """Whether the lease could end before the answer is here: then nothing may be sent."""
        return self.seconds + self.step.seconds >= timing.lease()


def claim_due(delivery_id: UUID | None = None) -> Claim | None:
    """Take the step that has been due longest.

    Of several workers at once each gets another step (on PostgreSQL without waiting for one
    another). A step whose worker has died is taken over: it is asked about, never just sent again,
    unless it says that this is harmless.

    Args:
        delivery_id: only a step of this delivery.

    Returns:
        The claim, or None when nothing is due.

    """
    while True:
        with transaction.atomic():
            row = due(delivery_id).first()
            if row is None:
                return None
            claim = _take(row)
        if claim is not None:
            return claim


def due(delivery_id: UUID | None = None) -> QuerySet[OutboxStep, Any]:
    """The due steps that no worker holds, what has been due longest first.

    Args:
        delivery_id: only those of this delivery.

    """
    rows = OutboxStep.objects.filter(due_at__lte=Now())
    if delivery_id is not None:
        rows = rows.filter(delivery_id=delivery_id)
    return (
        rows.select_for_update(skip_locked=True, of=("self",))
        .select_related("delivery__site")
        .annotate(read_at=Now())
        .order_by("due_at", "pk")
    )


def record(claim: Claim, change: Change) -> bool:
    """Store what became of a claimed step, if the claim still holds.

    Returns:
        False when the lease was taken over meanwhile: the outcome is noted in the history, and
        nothing else is touched.

    """
    row = claim.row
    with transaction.atomic():
        if apply_change(row, change, claim.now):
            _note(row, change, claim)
            if change.state == StepState.DELIVERED:
                advance(row, claim.now)
            else:
                follow(row.delivery, change, claim.now)
            return True
    logger.warning("outbox: step %s was taken over; its outcome comes too late", row.pk)
    OutboxEvent.objects.create(
        step=row, at=claim.now, what=EventKind.LATE, detail=change.event, seconds=claim.seconds
    )
    return False


def apply_change(row: OutboxStep, change: Change, now: datetime.datetime, **further: int) -> bool:
    """Write a change, guarded by the lease and the table of moves.

    Args:
        row: the step as it was read.
        change: what becomes of it.
        now: the database's time.
        further: other columns to write with it.

    Returns:
        False when the row is not any more as it was read; then nothing was written.

    Raises:
        ForbiddenMove: no step may go this way.

    """
    check_move(row.state, change.state)
    due_at = None if change.wait is None else at_once(now) + datetime.timedelta(seconds=change.wait)
    values: dict[str, Any] = {**further, "state": change.state, "lease": "", "due_at": due_at}
    if not change.in_doubt:
        values["sent_at"] = None
    if change.reference:
        values["reference"] = change.reference[:LONGEST_REASON]
    held = OutboxStep.objects.filter(pk=row.pk, state=row.state, lease=row.lease)
    return bool(held.update(**values))


def follow(delivery: OutboxDelivery, change: Change, now: datetime.datetime) -> None:
    """Let the whole delivery say what its current step says; a query only when that is news."""
    state = WHOLE[change.state]
    if (delivery.state, delivery.needs_official) == (state, change.needs_official):
        return
    delivery.state, delivery.needs_official = state, change.needs_official
    delivery.finished_at = now if state == DeliveryState.GIVEN_UP else None
    delivery.save(update_fields=["state", "needs_official", "finished_at"])


def advance(row: OutboxStep, now: datetime.datetime) -> None:
    """After a delivered step: make the next one due, or end the delivery and wipe its payload."""
    following = OutboxStep.objects.filter(
        delivery_id=row.delivery_id, position=row.position + 1, state=StepState.WAITING
    )
    whole = OutboxDelivery.objects.filter(pk=row.delivery_id)
    if not following.update(due_at=at_once(now)):
        whole.update(
            state=DeliveryState.DELIVERED, needs_official=False, finished_at=now, payload=""
        )
    elif row.delivery.state != DeliveryState.OPEN:
        whole.update(state=DeliveryState.OPEN, needs_official=False)


def at_once(now: datetime.datetime) -> datetime.datetime:
    """A time that has passed by the database's clock, whose ticks may be a millisecond long."""
    return now - _TICK


def _take(row: Any) -> Claim | None:
    """Claim a due row; None when it could only be put aside."""
    started = time.monotonic()
    step = _declaration(row)
    if step is None:
        _put_aside(row)
        return None
    asking = row.state == StepState.CLARIFYING
    if row.state == StepState.SENDING:
        change = deciding.after_takeover(step, row.attempts)
        OutboxEvent.objects.create(step=row, at=row.read_at, what=change.event)
        follow(row.delivery, change, row.read_at)
        if change.wait is None:
            apply_change(row, change, row.read_at)
            return None
        asking = change.state == StepState.CLARIFYING
    if asking and not step.askable:  # it was, when it was sent
        apply_change(row, deciding.after_takeover(step, row.attempts), row.read_at)
        return None
    taken = _hold(row, asking=asking)
    return Claim(row, step, asking, row.read_at, started) if taken else None


def _hold(row: Any, *, asking: bool) -> bool:
    """Write our token into a row, if it still is as it was read."""
    state = StepState.CLARIFYING if asking else StepState.SENDING
    check_move(row.state, state)
    values: dict[str, Any] = {
        "state": state,
        "lease": secrets.token_hex(16),
        "due_at": row.read_at + datetime.timedelta(seconds=timing.lease()),
    }
    if asking:
        values["asks"] = row.asks + 1
    else:
        values |= {"attempts": row.attempts + 1, "asks": 0, "sent_at": row.read_at}
    same = OutboxStep.objects.filter(pk=row.pk, state=row.state, lease=row.lease)
    if not same.update(**values):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    return True


def _note(row: OutboxStep, change: Change, claim: Claim) -> None:
    OutboxEvent.objects.create(
        step=row,
        at=claim.now,
        what=change.event,
        reason=change.reason[:LONGEST_REASON],
        detail=change.detail[:LONGEST_REASON],
        seconds=round(claim.seconds, 3),
    )


def _declaration(row: OutboxStep) -> Step | None:
    try:
        return delivery_of(row.delivery.kind).step(row.name)
    except UnknownKind:
        return None


def _put_aside(row: Any) -> None:
    """Nobody's code knows it: its add-on is not running. It waits, and is not lost."""
    logger.error("outbox: no running app knows step %s of %s", row.name, row.delivery.kind)
    later = row.read_at + datetime.timedelta(seconds=timing.UNKNOWN_KIND)
    OutboxStep.objects.filter(pk=row.pk, lease=row.lease).update(due_at=later)
