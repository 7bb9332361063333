"""Reading while a simulator misbehaves: what a test of any connector asserts. For tests only."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

from cms.connectors.results import Fresh, Reason, Result, Stale, Unavailable

from .misbehave import OK
from .testing import Running

MISBEHAVIOUR: Mapping[str, Collection[Reason]] = {
    "drip_headers": {Reason.TIMEOUT},
    "drip": {Reason.TIMEOUT},
    "silent": {Reason.TIMEOUT},
    "reset": {Reason.REFUSED, Reason.GARBAGE},
    "cut": {Reason.GARBAGE},
    "truncated": {Reason.GARBAGE},
    "garbage": {Reason.GARBAGE},
    "html": {Reason.GARBAGE},
    "redirect": {Reason.REFUSED},
    "error_500": {Reason.FAULT},
    "huge": {Reason.TOO_LARGE, Reason.TIMEOUT},
}
"""What the wire may do ▸ what a reader may say about it."""

PAGE_SECONDS = 2.0
OVERSHOOT = 0.5

# What the simulators put into their faults and error pages: it may never come out of a connector.
SECRETS = ("ORA-", "10.0.0.1", "secret@", "jdbc:", "Tajne123")


def assert_copes(
    running: Running,
    name: str,
    mode: str,
    read: Callable[[], Result[Any]],
    *,
    reasons: Collection[Reason] | None = None,
    seconds: float = PAGE_SECONDS,
) -> Stale[Any] | Unavailable:
    """Read while a simulator misbehaves: a typed result that is not fresh, for the right reason.

    Args:
        running: what `running_simulators` gave.
        name: the simulator's name.
        mode: how it misbehaves: of the wire, or one of its own (then give `reasons`).
        read: makes one read, with a whole deadline, and gives the result.
        reasons: the reasons that are right for this mode.
        seconds: the deadline of that read.

    """
    running.set_mode(name, mode)
    started = time.monotonic()
    try:
        result = read()
    finally:
        took = time.monotonic() - started
        running.set_mode(name, OK)
    assert took < seconds + OVERSHOOT, f"{mode}: {took:.2f} s"
    assert isinstance(result, Stale | Unavailable), f"{mode}: {type(result).__name__}"
    assert result.reason in (reasons or MISBEHAVIOUR[mode]), f"{mode}: {result.reason}"
    return result


def assert_answers(
    running: Running, name: str, read: Callable[[], Result[Any]], *, mode: str = OK
) -> Fresh[Any]:
    """Read while a simulator behaves (`ok`, `slow`, a usable mode): a fresh result."""
    running.set_mode(name, mode)
    try:
        result = read()
    finally:
        running.set_mode(name, OK)
    assert isinstance(result, Fresh), f"{mode}: {result}"
    return result


def assert_no_secrets(shown: str, *more: str) -> None:
    """Nothing of the other side's inner life, nor of what is named, was shown or logged."""
    assert not [secret for secret in (*SECRETS, *more) if secret in shown]
