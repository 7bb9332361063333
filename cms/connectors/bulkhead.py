"""How many calls of one process may wait for one system: never all of a web server's threads.

A system that hangs holds each thread that asks it for as long as the page may wait. So only some
threads wait for it; who comes after them waits a moment for a place and then goes on without an
answer, as if the system had been too slow, which it is.
"""

from __future__ import annotations

import threading

from django.conf import settings

from .deadline import Deadline

DEFAULT_PLACES = 2
PATIENCE = 0.25  # seconds; a system that works has freed a place by then

_lock = threading.Lock()
_places: dict[tuple[str, int, int], threading.BoundedSemaphore] = {}


def take(connector: str, site_id: int, deadline: Deadline) -> threading.BoundedSemaphore | None:
    """A place to wait at; None when all of them stay taken. Give it back with `release()`.

    There are `settings.RATUSZ_CALLS_AT_ONCE` places for each system of each municipality.
    """
    places = _of(connector, site_id)
    patience = min(PATIENCE, deadline.remaining())
    return places if places.acquire(timeout=patience) else None


def _of(connector: str, site_id: int) -> threading.BoundedSemaphore:
    number = max(1, int(getattr(settings, "RATUSZ_CALLS_AT_ONCE", DEFAULT_PLACES)))
    with _lock:
        return _places.setdefault((connector, site_id, number), threading.BoundedSemaphore(number))
