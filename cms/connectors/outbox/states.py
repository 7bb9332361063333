"""The states of steps and deliveries, and which may follow which. No database here."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StepState(enum.StrEnum):
    """Where a step is. The values are stored: never rename them."""

    WAITING = "waiting"  # to be sent when it is due; without a time: after the step before it
    SENDING = "sending"  # a worker holds it; when its lease ends, the worker is thought dead
    CLARIFYING = "clarifying"  # nobody knows whether it arrived; without a time: nobody to ask
    DELIVERED = "delivered"
    DEAD = "dead"  # refused, or tried in vain: an official must look
    GIVEN_UP = "given_up"  # an official ended it


class DeliveryState(enum.StrEnum):
    """Where a delivery as a whole is. The values are stored: never rename them."""

    OPEN = "open"
    CLARIFYING = "clarifying"
    DEAD = "dead"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class EventKind(enum.StrEnum):
    """What happened to a step. The values are stored: never rename them."""

    DELIVERED = "delivered"
    TRY_AGAIN = "try_again"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_THERE = "not_there"
    NO_ANSWER = "no_answer"
    TAKEN_OVER = "taken_over"
    LATE = "late"
    RETRIED = "retried"
    SENT_AGAIN = "sent_again"
    CONFIRMED = "confirmed"
    GIVEN_UP = "given_up"


_S = StepState

# state ▸ the states that may follow it. Nothing follows a state that is not named.
MOVES: Mapping[StepState, frozenset[StepState]] = {
    _S.WAITING: frozenset({_S.SENDING, _S.WAITING, _S.GIVEN_UP}),
    _S.SENDING: frozenset({_S.SENDING, _S.DELIVERED, _S.WAITING, _S.CLARIFYING, _S.DEAD}),
    _S.CLARIFYING: frozenset({_S.CLARIFYING, _S.DELIVERED, _S.WAITING, _S.DEAD, _S.GIVEN_UP}),
    _S.DEAD: frozenset({_S.WAITING, _S.CLARIFYING, _S.DELIVERED, _S.GIVEN_UP}),
    _S.DELIVERED: frozenset(),
    _S.GIVEN_UP: frozenset(),
}


class ForbiddenMove(RuntimeError):
    """A programming error: no step may go from this state to that."""


def check_move(before: str, after: str) -> None:
    """Refuse a move that the table does not hold.

    Raises:
        ForbiddenMove: it does not.

    """
    if StepState(after) not in MOVES[StepState(before)]:
        message = f"A step cannot go from {before} to {after}."
        raise ForbiddenMove(message)


# The state of a delivery while its current step is in a state.
WHOLE: Mapping[StepState, DeliveryState] = {
    _S.WAITING: DeliveryState.OPEN,
    _S.SENDING: DeliveryState.OPEN,
    _S.CLARIFYING: DeliveryState.CLARIFYING,
    _S.DEAD: DeliveryState.DEAD,
    _S.GIVEN_UP: DeliveryState.GIVEN_UP,
}

STEP_WORDS: Mapping[StepState, object] = {
    _S.WAITING: pgettext_lazy("delivery", "Waiting"),
    _S.SENDING: pgettext_lazy("delivery", "Being sent"),
    _S.CLARIFYING: pgettext_lazy("delivery", "Being clarified"),
    _S.DELIVERED: pgettext_lazy("delivery", "Delivered"),
    _S.DEAD: pgettext_lazy("delivery", "Needs an official"),
    _S.GIVEN_UP: pgettext_lazy("delivery", "Given up"),
}

DELIVERY_WORDS: Mapping[DeliveryState, object] = {
    DeliveryState.OPEN: pgettext_lazy("delivery", "On its way"),
    DeliveryState.CLARIFYING: pgettext_lazy("delivery", "Being clarified"),
    DeliveryState.DEAD: pgettext_lazy("delivery", "Needs an official"),
    DeliveryState.DELIVERED: pgettext_lazy("delivery", "Delivered"),
    DeliveryState.GIVEN_UP: pgettext_lazy("delivery", "Given up"),
}

# Nobody can be asked by machine whether it arrived.
IN_DOUBT_WORDS = pgettext_lazy("delivery", "In doubt: needs an official")

EVENT_WORDS: Mapping[EventKind, object] = {
    EventKind.DELIVERED: _("Delivered"),
    EventKind.TRY_AGAIN: _("Not taken now"),
    EventKind.REFUSED: _("Refused"),
    EventKind.UNKNOWN: _("Outcome unknown"),
    EventKind.NOT_THERE: _("Asked: the other side does not have it"),
    EventKind.NO_ANSWER: _("Asked without an answer"),
    EventKind.TAKEN_OVER: _("The worker stopped in the middle"),
    EventKind.LATE: _("A late outcome was left aside"),
    EventKind.RETRIED: _("Tried again by an official"),
    EventKind.SENT_AGAIN: _("Sent again by an official, in doubt"),
    EventKind.CONFIRMED: _("An official found out that it arrived"),
    EventKind.GIVEN_UP: _("Given up by an official"),
}
