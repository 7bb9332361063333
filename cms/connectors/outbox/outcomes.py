"""What came of sending a step, or of asking about it.

A `reason` is an English sentence of ours, marked with `gettext_noop` and shown in the official's
language; a `detail` is a code or a figure for operators. Neither may hold anything about anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext_noop

from cms.connectors.errors import ConnectorError
from cms.connectors.results import Reason


@dataclass(frozen=True, slots=True)
class Delivered:
    """The other side has it. `reference` is its own number for it; later steps get to know it."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """It is certain that the other side did nothing with it.

    Args:
        reason: what was in the way.
        after: seconds to wait, when the other side named them; otherwise we choose.
        detail: for operators.

    """

    reason: str
    after: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The other side will not take it, however often it is sent: an official must look."""

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived, and it may not have: it must be asked about before it is sent again."""

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NotThere:
    """Only when asked: the other side has never heard of our key, so it may be sent."""


Sent: TypeAlias = Delivered | TryAgain | Refused | Unknown
Asked: TypeAlias = Delivered | NotThere | TryAgain | Refused | Unknown
Outcome: TypeAlias = Asked


# Why a connector had no usable answer, for officials.
_WORDS: Mapping[Reason, str] = {
    Reason.NOT_CONFIGURED: gettext_noop("The other system is not set up here."),
    Reason.REFUSED: gettext_noop("The other system could not be reached."),
    Reason.TIMEOUT: gettext_noop("The other system did not answer in time."),
    Reason.FAULT: gettext_noop("The other system reported an error."),
    Reason.GARBAGE: gettext_noop("The answer of the other system could not be read."),
    Reason.WRONG_DATA: gettext_noop("The answer of the other system makes no sense."),
    Reason.TOO_LARGE: gettext_noop("The answer of the other system was too large."),
}


def of_failed_send(error: ConnectorError) -> TryAgain | Unknown:
    """The outcome of a send that a connector's error ended.

    Only an error from before the first byte left says that nothing has arrived.
    """
    if error.may_have_arrived:
        return Unknown(_WORDS[error.reason], detail=error.detail)
    return TryAgain(_WORDS[error.reason], detail=error.detail)


def of_failed_ask(error: ConnectorError) -> TryAgain:
    """The outcome of asking that a connector's error ended: ask again later."""
    return TryAgain(_WORDS[error.reason], detail=error.detail)
