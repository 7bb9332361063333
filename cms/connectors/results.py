"""What a read of an outside system gives: an answer, an older answer, or an honest "could not ask".

A view never sees an exception of the outside world, and a failure never looks like an empty list.
"""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


class Reason(enum.StrEnum):
    """Why there is no fresh answer. The values are stored and counted: never rename them."""

    NOT_CONFIGURED = "not_configured"  # the municipality has not said where to ask
    REFUSED = "refused"  # no connection, a closed door, or an address we may not call
    TIMEOUT = "timeout"  # no whole answer within the deadline
    FAULT = "fault"  # the system answered that it failed
    GARBAGE = "garbage"  # the answer is not in the agreed form
    WRONG_DATA = "wrong_data"  # well formed, but impossible or about somebody else
    TOO_LARGE = "too_large"  # more bytes than any true answer has


@dataclass(frozen=True)  # no slots: with them Python 3.11 cannot call Fresh[…](…)
class Fresh(Generic[T]):
    """The answer of this moment. `fetched_at` is when we asked, with a time zone."""

    data: T
    fetched_at: datetime.datetime


@dataclass(frozen=True)  # no slots: with them Python 3.11 cannot call Stale[…](…)
class Stale(Generic[T]):
    """The last good answer, because a fresh one could not be had, for `reason`."""

    data: T
    fetched_at: datetime.datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Unavailable:
    """No answer now and none kept. Say "we could not ask", never "you have none"."""

    reason: Reason
    retry_at: datetime.datetime


Result: TypeAlias = Fresh[T] | Stale[T] | Unavailable
