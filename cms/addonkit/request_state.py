"""What one request has already looked up: switches, locales, the site being edited.

A context variable, not the request object, because the stream field asks in places where no request
is at hand (a form being built, a value being cleaned).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_state: ContextVar[dict[Any, Any] | None] = ContextVar("ratusz_addonkit", default=None)


@contextmanager
def fresh_state() -> Iterator[None]:
    """Start with nothing known, and forget all of it afterwards."""
    token = _state.set({})
    try:
        yield
    finally:
        _state.reset(token)


def remembered(key: Any, find: Callable[[], T]) -> T:
    """The value found for this key in this request; outside a request it is found anew."""
    state = _state.get()
    if state is None:
        return find()
    if key not in state:
        state[key] = find()
    found: T = state[key]
    return found


def put(key: Any, value: Any) -> None:
    """Store a value for the rest of the request; outside a request nothing is stored."""
    state = _state.get()
    if state is not None:
        state[key] = value


def get(key: Any) -> Any:
    """The stored value, or None."""
    return (_state.get() or {}).get(key)


def forget(key: Any) -> None:
    """Drop a value that has just been changed."""
    (_state.get() or {}).pop(key, None)
