"""One question to an outside system: breaker, place, deadline, clock and log around it.

`ask_now` waits for the answer. `ask_ahead` lets it travel in a thread of its own while the caller
goes on, so that the questions of one page do not wait for one another.
"""

from __future__ import annotations

import contextvars
import datetime
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.db import connections
from django.utils import timezone

from . import breaker, bulkhead, calls
from .base import Connector
from .deadline import Deadline
from .errors import ConnectorError, Garbage, OutboundInTransaction, TimedOut
from .gate import refuse_in_transaction
from .results import Reason

T = TypeVar("T")

FAIR_CHANCE = 0.5
"""Seconds: a system that was given less has not failed when it did not answer."""

_GRACE = 0.1  # seconds for an answer that arrived at the last moment to be taken apart

logger = logging.getLogger(__name__)


@dataclass(frozen=True)  # no slots: with them Python 3.11 cannot call Told[…](…)
class Told(Generic[T]):
    """The system's answer, and when it was asked."""

    data: T
    asked_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Untold:
    """No answer. `retry_at`: when asking again makes sense, where that is known."""

    reason: Reason
    retry_at: datetime.datetime | None = None


def ask_now(
    connector: type[Connector] | Connector,
    site_id: int,
    deadline: Deadline,
    ask: Callable[[Deadline], T],
) -> Told[T] | Untold:
    """Ask, and wait for the answer.

    Raises:
        OutboundInTransaction: a database transaction is open (programming error).

    """
    question = _admitted(connector, site_id, deadline, ask)
    if isinstance(question, Untold):
        return question
    question.run()
    return question.settled()


def ask_ahead(
    connector: type[Connector] | Connector,
    site_id: int,
    deadline: Deadline,
    ask: Callable[[Deadline], T],
) -> Callable[[], Told[T] | Untold]:
    """Ask, and go on.

    Args:
        connector: the system.
        site_id: the municipality's.
        deadline: the end of the call, and of waiting for it.
        ask: runs in another thread, so it may use no database.

    Returns:
        Waits for the answer and gives it, at the latest at the deadline, however often it is
        called.

    Raises:
        OutboundInTransaction: a database transaction is open (programming error).

    """
    refuse_in_transaction()
    question = _admitted(connector, site_id, deadline, ask)
    if isinstance(question, Untold):
        failed = question
        return lambda: failed
    begun = question
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(begun.run_apart,), daemon=True).start()
    return begun.settled


@dataclass(eq=False)
class _Question(Generic[T]):
    """A question that has been let through."""

    name: str
    site_id: int
    attempt: breaker.Attempt
    place: threading.BoundedSemaphore
    ask: Callable[[Deadline], T]
    within: Deadline

    def __post_init__(self) -> None:
        self._given = self.within.remaining()
        self._asked_at = timezone.now()
        self._seconds = 0.0
        self._answer: tuple[T] | None = None
        self._error: Exception | None = None
        self._done = threading.Event()
        self._result: Told[T] | Untold | None = None

    def run(self) -> None:
        """Do it, and keep what came of it."""
        started = time.monotonic()
        try:
            self._answer = (self.ask(self.within),)
        except Exception as error:  # noqa: BLE001 - judged in `settled`
            self._error = error
        finally:
            self._seconds = time.monotonic() - started
            self.place.release()
            self._done.set()

    def run_apart(self) -> None:
        """`run` in a thread of its own, which leaves no database connection behind."""
        try:
            self.run()
        finally:
            for connection in connections.all(initialized_only=True):
                connection.close()

    def settled(self) -> Told[T] | Untold:
        """Wait, then tell the breaker and the log, once."""
        if self._result is None:
            done = self._done.wait(self.within.remaining() + _GRACE)
            answer, error = self._answer, self._error
            if not done:
                answer, error = None, TimedOut("no answer within the deadline")
                self._seconds = self._given
            self._result = self._told(answer) if answer else self._untold(error)
        return self._result

    def _told(self, answer: tuple[T]) -> Told[T]:
        self.attempt.answered()
        self._note(None)
        return Told(answer[0], self._asked_at)

    def _untold(self, error: Exception | None) -> Untold:
        if isinstance(error, OutboundInTransaction):
            self.attempt.learned_nothing()
            raise error
        failure = self._in_our_words(error)
        if failure.reason == Reason.TIMEOUT and self._given < FAIR_CHANCE:
            self.attempt.learned_nothing()
        else:
            self.attempt.failed(failure)
        self._note(failure.reason)
        return Untold(failure.reason)

    def _in_our_words(self, error: Exception | None) -> ConnectorError:
        if isinstance(error, ConnectorError):
            logger.warning("%s: no answer (%s): %s", self.name, error.reason, error.detail)
            return error
        # Where, but not what: the message may hold the other side's text.
        logger.error(
            "%s: its connector failed with %s %s", self.name, type(error).__name__, _place(error)
        )
        return Garbage("the connector failed")

    def _note(self, reason: Reason | None) -> None:
        phase, purpose = self.attempt.phase, calls.Purpose.PAGE
        calls.note(calls.Line(self.name, self.site_id, purpose, reason, self._seconds, phase))


def _admitted(
    connector: type[Connector] | Connector,
    site_id: int,
    deadline: Deadline,
    ask: Callable[[Deadline], T],
) -> _Question[T] | Untold:
    """The question, or why it is not asked."""
    if deadline.expired:
        return Untold(Reason.TIMEOUT)
    name = connector.name
    place = bulkhead.take(name, site_id, deadline)
    if place is None:
        logger.warning("%s: not asked, too many are waiting for it", name)
        return Untold(Reason.TIMEOUT)
    try:
        attempt = breaker.begin(connector, site_id)
    except breaker.Paused as paused:
        place.release()
        calls.note(calls.Line(name, site_id, calls.Purpose.PAGE, paused.reason, None))
        return Untold(paused.reason, paused.retry_at)
    within = deadline.within(connector.seconds)
    return _Question(name, site_id, attempt, place=place, ask=ask, within=within)


def _place(error: Any) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
