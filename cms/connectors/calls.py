"""The call log: which system was called, when, for how long, and how it ended. No personal data.

Within a request the calls are written down after the answer has gone to the reader, all at once; a
page never waits for them. Elsewhere they are written at once. A log that cannot be written is
missing a line, and nothing else happens.
"""

from __future__ import annotations

import contextlib
import datetime
import enum
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import DatabaseError
from django.db.models import F, Model
from django.utils import timezone

from .breaker import Phase
from .errors import ConnectorError
from .models import Call, CallTally
from .results import Reason

OK = "ok"
KEPT = datetime.timedelta(days=14)
MOST = 1_000_000  # rows, whatever happens
BATCH = 5_000
BUCKETS = (50, 100, 250, 500, 1000, 2000, 5000, 20000)
"""The upper ends of the latency histogram, in milliseconds."""

logger = logging.getLogger(__name__)


class Purpose(enum.StrEnum):
    """What a call was for. The values are stored and counted: never rename them."""

    PAGE = "page"
    DELIVERY = "delivery"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Line:
    """What is written down of a call. `seconds`: how long it took; None: nothing was sent."""

    connector: str
    site_id: int
    purpose: Purpose
    reason: Reason | None
    seconds: float | None
    phase: Phase | None = None
    at: datetime.datetime = field(default_factory=timezone.now)

    @property
    def outcome(self) -> str:
        """`ok`, or why there was no usable answer."""
        return self.reason.value if self.reason else OK

    @property
    def milliseconds(self) -> int:
        """How long it took."""
        return round((self.seconds or 0.0) * 1000)


class _Waiting(threading.local):
    """The lines of this thread's request; None outside of one."""

    lines: list[Line] | None = None


_waiting = _Waiting()


def note(line: Line) -> None:
    """Write a call down: after the request that it was made for, or now where there is none."""
    if _waiting.lines is None:
        _write([line])
    else:
        _waiting.lines.append(line)


@contextlib.contextmanager
def noted(
    connector: str, site_id: int, purpose: Purpose, phase: Phase | None = None
) -> Iterator[None]:
    """Write down the call that a block of code makes, however it ends."""
    started = time.monotonic()
    reason = None
    try:
        yield
    except ConnectorError as error:
        reason = error.reason
        raise
    except Exception:
        reason = Reason.GARBAGE
        raise
    finally:
        note(Line(connector, site_id, purpose, reason, time.monotonic() - started, phase))


def follow_requests() -> None:
    """Gather the lines of each request, and write them when its answer has been sent."""
    request_started.connect(_begin, dispatch_uid="ratusz_calls")
    request_finished.connect(_finish, dispatch_uid="ratusz_calls")


def tidy() -> int:
    """Forget the calls of more than 14 days ago, and the oldest ones beyond a million.

    Returns:
        How many were deleted.

    """
    newest = Call.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    deleted = 0
    while True:
        old = Call.objects.filter(at__lt=timezone.now() - KEPT)
        beyond = Call.objects.filter(pk__lte=newest - MOST)
        keys = list(old.values_list("pk", flat=True)[:BATCH])
        keys = keys or list(beyond.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return deleted
        deleted += Call.objects.filter(pk__in=keys).delete()[0]


def _begin(**_kwargs: Any) -> None:
    _waiting.lines = []


def _finish(**_kwargs: Any) -> None:
    lines, _waiting.lines = _waiting.lines, None
    if lines:
        _write(lines)


def _write(lines: Sequence[Line]) -> None:
    try:
        Call.objects.bulk_create(
            Call(
                site_id=line.site_id,
                connector=line.connector,
                at=line.at,
                milliseconds=line.milliseconds,
                purpose=line.purpose,
                outcome=line.outcome,
                breaker=_phase_of(line),
            )
            for line in lines
        )
        for line in lines:
            if line.seconds is not None:
                _count(line)
    except DatabaseError as error:
        logger.warning("%s calls could not be written down (%s)", len(lines), type(error).__name__)


def _phase_of(line: Line) -> str:
    if line.seconds is None:
        return Phase.OPEN.value
    return line.phase.value if line.phase else ""


def _count(line: Line) -> None:
    """One statement; two for the first call of its kind."""
    place = {
        "site_id": line.site_id,
        "connector": line.connector,
        "purpose": line.purpose,
        "outcome": line.outcome,
    }
    more: dict[str, int] = {"calls": 1, "milliseconds": line.milliseconds}
    bucket = next((end for end in BUCKETS if line.milliseconds <= end), None)
    if bucket is not None:
        more[f"up_to_{bucket}"] = 1
    changes: dict[str, Any] = {name: F(name) + number for name, number in more.items()}
    rows = CallTally.objects.filter(**place)
    if not rows.update(**changes):
        first: list[Model] = [CallTally(**place)]
        CallTally.objects.bulk_create(first, ignore_conflicts=True)  # type: ignore[arg-type]
        rows.update(**changes)
