"""What an outcome means for a step: pure decisions, so that they can be tested by the thousand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

from . import timing
from .kinds import Step
from .outcomes import Asked, Delivered, NotThere, Outcome, Refused, Sent, TryAgain
from .states import EventKind, StepState

_SHORTEST_WAIT = 1.0
_LONGEST_WAIT = 24 * 60 * 60.0  # however long the other side wants us to wait
_MAY_BE_BUSY = gettext_noop("The other system may still be busy with it.")


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a step.

    Attributes:
        state: the next one.
        event: how the history calls it.
        wait: seconds until a worker must look at it; None for never by itself.
        in_doubt: whether it may have arrived without our knowing.
        reason, detail: for the history.
        reference: the other side's, when it was delivered.

    """

    state: StepState
    event: EventKind
    wait: float | None = None
    in_doubt: bool = False
    reason: str = ""
    detail: str = ""
    reference: str = ""

    @property
    def needs_official(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.wait is None and self.state in {StepState.DEAD, StepState.CLARIFYING}


def after_send(outcome: Sent | NotThere, step: Step, attempts: int) -> Change:
    """What a send, the `attempts`-th, has led to."""
    match outcome:
        case Delivered(reference):
            return Change(StepState.DELIVERED, EventKind.DELIVERED, reference=reference)
        case Refused(reason, detail):
            return Change(StepState.DEAD, EventKind.REFUSED, reason=reason, detail=detail)
        case TryAgain(after=after):
            return _with(outcome, _later(step, attempts, EventKind.TRY_AGAIN, after))
        case _:
            return _with(outcome, _unknown(step, attempts))


def after_ask(outcome: Asked, step: Step, attempts: int, asks: int, since_sent: float) -> Change:
    """What asking, the `asks`-th time, has led to.

    Args:
        outcome: what the other side said.
        step: the declaration.
        attempts: how often it was sent.
        asks: how often it was asked about since.
        since_sent: seconds since the last send began.

    """
    match outcome:
        case Delivered(reference):
            return Change(StepState.DELIVERED, EventKind.DELIVERED, reference=reference)
        case Refused(reason, detail):
            return Change(StepState.DEAD, EventKind.REFUSED, reason=reason, detail=detail)
        case NotThere():
            return _not_there(step, attempts, since_sent)
        case _ if asks < step.attempts:
            return _with(outcome, _clarifying(EventKind.NO_ANSWER, timing.backoff(asks)))
        case _:
            return _with(outcome, Change(StepState.DEAD, EventKind.NO_ANSWER, in_doubt=True))


def after_takeover(step: Step, attempts: int) -> Change:
    """What becomes of a step whose worker died, or is so late that it is thought dead."""
    if step.idempotent:
        if attempts >= step.attempts:
            return Change(StepState.DEAD, EventKind.TAKEN_OVER)
        return Change(StepState.SENDING, EventKind.TAKEN_OVER, wait=0.0)
    if step.askable:
        return _clarifying(EventKind.TAKEN_OVER, 0.0)
    return _clarifying(EventKind.TAKEN_OVER, None)


def _with(outcome: Outcome, change: Change) -> Change:
    """The change with the outcome's reason."""
    reason, detail = getattr(outcome, "reason", ""), getattr(outcome, "detail", "")
    return replace(change, reason=reason, detail=detail)


def _not_there(step: Step, attempts: int, since_sent: float) -> Change:
    settling = step.settles - since_sent
    if settling > 0:
        early = _clarifying(EventKind.NOT_THERE, max(settling, _SHORTEST_WAIT))
        return replace(early, reason=_MAY_BE_BUSY)
    if attempts >= step.attempts:
        return Change(StepState.DEAD, EventKind.NOT_THERE)
    return Change(StepState.WAITING, EventKind.NOT_THERE, wait=0.0)


def _unknown(step: Step, attempts: int) -> Change:
    if step.idempotent:
        return _later(step, attempts, EventKind.UNKNOWN)
    return _clarifying(EventKind.UNKNOWN, step.settles if step.askable else None)


def _clarifying(event: EventKind, wait: float | None) -> Change:
    return Change(StepState.CLARIFYING, event, wait=wait, in_doubt=True)


def _later(step: Step, attempts: int, event: EventKind, after: float | None = None) -> Change:
    if attempts >= step.attempts:
        return Change(StepState.DEAD, event)
    wait = timing.backoff(attempts)
    if after is not None:
        wait = min(max(after, _SHORTEST_WAIT), _LONGEST_WAIT)
    return Change(StepState.WAITING, event, wait=wait)
