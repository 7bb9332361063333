"""The circuit breaker: a system that keeps failing is left alone for a while, by all processes.

It is kept in the cache that the processes share, one for each connector and municipality: a dead
system of one closes nothing for another. After `FAILURES` failures in a row it opens for
`FIRST_PAUSE` seconds; then exactly one call, of whichever process, is let through as a trial. If
that fails, too, the pause doubles, up to `LONGEST_PAUSE`.

A cache that is down or forgets means that there is no breaker: every call is let through. Two
processes that count at the same moment may lose a failure; then it opens one call later.
"""

from __future__ import annotations

import contextlib
import datetime
import enum
import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core.cache import cache

from .base import Connector
from .errors import ConnectorError, HostNotAllowed
from .results import Reason

FAILURES = 5
WINDOW = 600.0  # seconds: failures that are further apart are no row
FIRST_PAUSE = 30.0
LONGEST_PAUSE = 300.0
TRIAL = 60.0  # seconds, longer than any call: a trial whose process died no longer counts
_FORGOTTEN = 3600.0  # an open breaker that nobody asks for so long is closed

_COUNTED = frozenset({Reason.REFUSED, Reason.TIMEOUT, Reason.FAULT, Reason.GARBAGE,
                      Reason.TOO_LARGE})  # fmt: skip

logger = logging.getLogger(__name__)


class Phase(enum.StrEnum):
    """Whether calls are let through. The values are stored and counted: never rename them."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"  # the pause is over: one trial decides


@dataclass(frozen=True, slots=True)
class BreakerState:
    """What an official may know of a breaker. Moments have a time zone.

    Attributes:
        phase: whether calls are let through.
        since: when it opened; None while it is closed.
        failures: in a row, as far as they were counted.
        reason: of the last failure.
        retry_at: when the next trial is due; None while it is closed.

    """

    phase: Phase = Phase.CLOSED
    since: datetime.datetime | None = None
    failures: int = 0
    reason: Reason | None = None
    retry_at: datetime.datetime | None = None


class Paused(ConnectorError):
    """The breaker is open: nothing was sent. Its reason is that of the last failure."""

    may_have_arrived = False

    def __init__(self, reason: Reason, retry_at: datetime.datetime) -> None:
        super().__init__("the system has kept failing and is left alone for a while")
        self.reason = reason
        self.retry_at = retry_at


@dataclass(frozen=True, slots=True)
class _Record:
    """What the cache holds: moments in seconds of the epoch."""

    times: tuple[float, ...] = ()
    reason: str = Reason.FAULT.value
    opened: float | None = None
    retry_at: float = 0.0
    pause: float = 0.0


class Attempt:
    """A call that the breaker let through; say once what became of it."""

    def __init__(self, key: str, before: _Record | None, trial: str = "") -> None:
        self._key = key
        self._before = before
        self._trial = trial

    @property
    def phase(self) -> Phase:
        """What the breaker was when it let the call through."""
        return Phase.HALF_OPEN if self._trial else Phase.CLOSED

    def answered(self) -> None:
        """The system works."""
        if self._before is not None:
            _cached(lambda: cache.delete(self._key))

    def failed(self, error: ConnectorError) -> None:
        """There was no usable answer."""
        if error.reason in _COUNTED and not isinstance(error, HostNotAllowed):
            self._count(error.reason)
        elif self._trial and error.reason == Reason.WRONG_DATA:
            self.answered()  # about one person; the system itself answers
        else:
            self.learned_nothing()

    def learned_nothing(self) -> None:
        """The call says nothing about the system: another may be the trial."""
        if self._trial:
            _cached(lambda: cache.delete(self._trial))

    def _count(self, reason: Reason) -> None:
        now = time.time()
        record = _read(self._key) or _Record()
        if record.opened is None:
            times = tuple(moment for moment in record.times if moment > now - WINDOW)
            record = replace(record, times=(*times, now)[-FAILURES:], reason=reason.value)
            if len(record.times) >= FAILURES:
                record = _paused(record, now, FIRST_PAUSE)
        elif self._trial:
            pause = min(record.pause * 2, LONGEST_PAUSE)
            record = _paused(replace(record, reason=reason.value), now, pause)
        else:
            return  # it was sent before the breaker opened, and says nothing new
        lasts = WINDOW if record.opened is None else record.pause + _FORGOTTEN
        _cached(lambda: cache.set(self._key, asdict(record), lasts))


def begin(connector: type[Connector] | Connector | str, site_id: int) -> Attempt:
    """Ask to be let through. One look into the cache while all is well.

    Args:
        connector: the system, or its stored name.
        site_id: the municipality's.

    Raises:
        Paused: the breaker is open, or somebody else is making the trial.

    """
    key = _key(_name(connector), site_id)
    record = _read(key)
    if record is None or record.opened is None:
        return Attempt(key, record)
    now = time.time()
    # A key of its own for each pause, so that no row of an earlier trial is ever reused.
    trial = f"{key}:trial:{record.retry_at:.3f}"
    if now >= record.retry_at and _cached(lambda: cache.add(trial, 1, TRIAL), otherwise=True):
        return Attempt(key, record, trial)
    retry_at = max(record.retry_at, now + 1.0)
    raise Paused(Reason(record.reason), _moment(retry_at))


@contextlib.contextmanager
def guarded(connector: type[Connector] | Connector | str, site_id: int) -> Iterator[Attempt]:
    """Let a block of code through that calls a system and raises `ConnectorError` when it fails.

    Raises:
        Paused: nothing was done. For an outbox step that means `TryAgain`.

    """
    attempt = begin(connector, site_id)
    try:
        yield attempt
    except ConnectorError as error:
        attempt.failed(error)
        raise
    except BaseException:
        attempt.learned_nothing()
        raise
    attempt.answered()


def state_of(connector: type[Connector] | Connector | str, site_id: int) -> BreakerState:
    """How the breaker of a system stands. One look into the cache."""
    pair = (_name(connector), site_id)
    return states_of([pair])[pair]


def states_of(pairs: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], BreakerState]:
    """How the breakers of (connector's name, site's id) stand. One look into the cache for all."""
    keys = {_key(*pair): pair for pair in pairs}
    found = (_cached(lambda: cache.get_many(keys)) or {}) if keys else {}
    return {pair: _state(_record(found.get(key))) for key, pair in keys.items()}


def _state(record: _Record | None) -> BreakerState:
    if record is None:
        return BreakerState()
    reason = Reason(record.reason)
    if record.opened is None:
        return BreakerState(failures=len(record.times), reason=reason)
    return BreakerState(
        phase=Phase.OPEN if time.time() < record.retry_at else Phase.HALF_OPEN,
        since=_moment(record.opened),
        failures=len(record.times),
        reason=reason,
        retry_at=_moment(record.retry_at),
    )


def _paused(record: _Record, now: float, pause: float) -> _Record:
    opened = record.opened if record.opened is not None else now
    return replace(record, opened=opened, pause=pause, retry_at=now + pause)


def _name(connector: type[Connector] | Connector | str) -> str:
    return connector if isinstance(connector, str) else connector.name


def _key(name: str, site_id: int) -> str:
    return f"breaker:{name}:{site_id}"


def _moment(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def _read(key: str) -> _Record | None:
    return _record(_cached(lambda: cache.get(key)))


def _record(kept: Any) -> _Record | None:
    """What was kept; None when another version of the program kept something else."""
    try:
        return _Record(**{**kept, "times": tuple(kept["times"])}) if kept else None
    except (KeyError, TypeError):
        return None


def _cached(work: Any, otherwise: Any = None) -> Any:
    """Do something with the cache; without one there is no breaker, and no error either."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - each kind of cache raises its own
        logger.warning("the breakers' cache does not work (%s)", type(error).__name__)
        return otherwise
