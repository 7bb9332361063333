"""What officials may do with a delivery that does not get on, in the caller's transaction."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from .claiming import advance, apply_change, follow
from .deciding import Change
from .kinds import Step, UnknownKind, delivery_of
from .models import OutboxDelivery, OutboxEvent, OutboxStep
from .services import wake_after_commit
from .states import EventKind, StepState

if TYPE_CHECKING:
    import datetime

_ENDED = {StepState.DELIVERED, StepState.GIVEN_UP}
_MOVABLE = {StepState.WAITING, StepState.CLARIFYING, StepState.DEAD}


def retry(delivery: OutboxDelivery, *, actor: Any) -> None:
    """Try again now. What may have arrived is asked about, not sent.

    Raises:
        ValidationError: that cannot be done now; the message is for the official.

    """
    row = _locked(delivery)
    if not may_retry(delivery, row):
        raise ValidationError(_refusal(row))
    asking = row is not None and row.in_doubt
    state = StepState.CLARIFYING if asking else StepState.WAITING
    change = Change(state, EventKind.RETRIED, wait=0.0, in_doubt=asking)
    _by_hand(delivery, row, change, actor)


def send_again(delivery: OutboxDelivery, *, actor: Any) -> None:
    """Send although it may have arrived: the official answers for that.

    Raises:
        ValidationError: that cannot be done now; the message is for the official.

    """
    row = _locked(delivery)
    if not may_send_again(delivery, row):
        raise ValidationError(_refusal(row))
    _by_hand(delivery, row, Change(StepState.WAITING, EventKind.SENT_AGAIN, wait=0.0), actor)


def confirm(delivery: OutboxDelivery, *, actor: Any) -> None:
    """Note that it arrived, as the official found out; the delivery goes on.

    Raises:
        ValidationError: that cannot be done now; the message is for the official.

    """
    row = _locked(delivery)
    if not may_confirm(delivery, row):
        raise ValidationError(_refusal(row))
    _by_hand(delivery, row, Change(StepState.DELIVERED, EventKind.CONFIRMED), actor)


def give_up(delivery: OutboxDelivery, *, actor: Any) -> None:
    """End the delivery for good. What has been delivered of it stays delivered.

    Raises:
        ValidationError: that cannot be done now; the message is for the official.

    """
    row = _locked(delivery)
    if not may_give_up(delivery, row):
        raise ValidationError(_refusal(row))
    _by_hand(delivery, row, Change(StepState.GIVEN_UP, EventKind.GIVEN_UP), actor)
    following = OutboxStep.objects.filter(delivery=delivery, state=StepState.WAITING)
    following.update(state=StepState.GIVEN_UP, due_at=None)


def may_retry(delivery: OutboxDelivery, row: OutboxStep | None = None) -> bool:
    """Whether trying again makes sense: there is code for it, and somebody to send to or ask."""
    row = row or current_step(delivery)
    if row is None or row.state not in _MOVABLE:
        return False
    step = _declaration(delivery, row)
    return step is not None and (not row.in_doubt or step.askable)


def may_send_again(delivery: OutboxDelivery, row: OutboxStep | None = None) -> bool:
    """Whether it is in doubt, so that sending it again is a decision."""
    row = row or current_step(delivery)
    in_question = row is not None and row.state in {StepState.CLARIFYING, StepState.DEAD}
    return row is not None and in_question and row.in_doubt


def may_confirm(delivery: OutboxDelivery, row: OutboxStep | None = None) -> bool:
    """Whether it is in doubt and there is no machine to ask; otherwise asking gives more."""
    row = row or current_step(delivery)
    if row is None or not may_send_again(delivery, row):
        return False
    step = _declaration(delivery, row)
    return step is not None and not step.askable


def may_give_up(delivery: OutboxDelivery, row: OutboxStep | None = None) -> bool:
    """Whether it has not ended and is not being sent at this moment."""
    row = row or current_step(delivery)
    return row is not None and row.state in _MOVABLE


def current_step(delivery: OutboxDelivery) -> OutboxStep | None:
    """The step that a delivery has come to; None when it has ended."""
    open_steps = [step for step in delivery.steps.all() if step.state not in _ENDED]
    return open_steps[0] if open_steps else None


def _locked(delivery: OutboxDelivery) -> OutboxStep | None:
    """The current step as it is now, and nobody else's until the transaction ends.

    Raises:
        ValidationError: a worker has it in its hands. Waiting for it here could be waiting for each
            other: the caller has locked the delivery.

    """
    remaining = OutboxStep.objects.filter(delivery=delivery).exclude(state__in=_ENDED)
    rows = remaining.select_for_update(of=("self",), skip_locked=True).select_related("delivery")
    row = rows.annotate(read_at=Now()).order_by("position").first()
    current = current_step(delivery)
    if current is not None and (row is None or row.pk != current.pk):
        raise ValidationError(_refusal(current, busy=True))
    return row


def _by_hand(delivery: OutboxDelivery, row: OutboxStep | None, change: Change, actor: Any) -> None:
    assert row is not None  # noqa: S101 - each caller has asked `may_…`
    now: datetime.datetime = row.read_at  # type: ignore[attr-defined]
    if not apply_change(row, change, now, attempts=0, asks=0):
        raise ValidationError(_("Somebody was faster. Look at the delivery again."))
    OutboxEvent.objects.create(step=row, at=now, what=change.event, actor=actor)
    if change.state == StepState.DELIVERED:
        advance(row, now)
    else:
        follow(row.delivery, change, now)
    transaction.on_commit(partial(wake_after_commit, delivery.pk), robust=True)


def _declaration(delivery: OutboxDelivery, row: OutboxStep) -> Step | None:
    try:
        return delivery_of(delivery.kind).step(row.name)
    except UnknownKind:
        return None


def _refusal(row: OutboxStep | None, *, busy: bool = False) -> str:
    if row is None:
        return _("The delivery has ended already.")
    if busy or row.state == StepState.SENDING:
        return _("It is being sent at this moment. Look again in a minute.")
    return _("This cannot be done with the delivery as it is now.")
