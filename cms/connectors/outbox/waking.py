"""The wake-up after a commit: a message with an id, sent if it can be sent in half a second.

It may be lost: the sweeper finds the row. So it never raises, never retries, and after a failure
keeps quiet for a while, or a bulk of submissions would wait for a dead broker one by one.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from celery import current_app

if TYPE_CHECKING:
    from uuid import UUID

SECONDS = 0.4  # to connect, and again to write
QUIET_AFTER_FAILURE = 10.0
# More than this a second are left to the sweeper, which does many at once.
MOST_A_SECOND = 20

TASK = "ratusz.outbox.deliver"

logger = logging.getLogger(__name__)


class _Pace:
    """Whether this process may send a wake-up now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recent: deque[float] = deque(maxlen=MOST_A_SECOND)
        self._quiet_until = 0.0

    def allows(self) -> bool:
        with self._lock:
            now = time.monotonic()
            full = len(self._recent) == MOST_A_SECOND and now - self._recent[0] < 1.0
            if full or now < self._quiet_until:
                return False
            self._recent.append(now)
            return True

    def keep_quiet(self) -> None:
        with self._lock:
            self._quiet_until = time.monotonic() + QUIET_AFTER_FAILURE

    def forget(self) -> None:
        with self._lock:
            self._recent.clear()
            self._quiet_until = 0.0


pace = _Pace()


def wake(delivery_id: UUID) -> bool:
    """Tell a worker that a delivery is due. Returns whether the message left."""
    if not pace.allows():
        return False
    # A connection of its own: the worker's may wait much longer, and must.
    options = {"socket_connect_timeout": SECONDS, "socket_timeout": SECONDS, "max_retries": 0}
    try:
        with current_app.connection_for_write(
            connect_timeout=SECONDS, transport_options=options
        ) as connection:
            current_app.send_task(
                TASK, (str(delivery_id),), connection=connection, retry=False, ignore_result=True
            )
    except Exception as error:  # noqa: BLE001 - whatever a broker's library raises
        pace.keep_quiet()
        logger.warning("outbox: no wake-up could be sent (%s)", type(error).__name__)
        return False
    return True
