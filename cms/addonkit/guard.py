"""A block that hangs does not hang its page: each runs in a thread that the page can leave behind.

Python cannot end a thread that sleeps or waits in C code, so the page stops waiting for it: the
rest of the page is shown within the page's time. The thread left behind is asked to end (code in a
Python loop does), and keeps the database connections it was lent; the page opens new ones. At most
`MOST_LEFT` threads of a block are left behind in a process: after that the block is not asked until
one of them ends.

The thread works with the connections, the language and the memory of the request, so a block
notices nothing. Inside a database transaction it runs in the request's own thread, unguarded: the
connection could not be given up.
"""

from __future__ import annotations

import contextvars
import ctypes
import logging
import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from django.conf import settings
from django.db import connections
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import timezone, translation

logger = logging.getLogger(__name__)

T = TypeVar("T")

PAGE_SECONDS = 2.0  # as cms.connectors.deadline: what all outside calls of a page may take
GRACE_SECONDS = 0.5  # for what a block does with the answer, or with none
LEAST_SECONDS = 0.25  # for a block after one that took all the time
MOST_LEFT = 2
_MOST_IDLE = 16


class TookTooLong(Exception):
    """The block was left behind."""


class _EndNow(BaseException):
    """Raised inside a thread that was left behind."""


def within_the_page(request: Any, name: str, call: Callable[[], T]) -> T:
    """What `call` returns, or raises, within what is left of the page's time.

    Args:
        request: of the page; all its blocks share one time.
        name: of the block, for the limit of threads left behind.
        call: the block's view or rendering.

    Raises:
        TookTooLong: the time is over, or threads of this block still hang.

    """
    if any(each.in_atomic_block for each in connections.all(initialized_only=True)):
        return call()
    if _left[name] >= MOST_LEFT:
        message = f"{name} hangs in {MOST_LEFT} threads already."
        raise TookTooLong(message)
    job = _Job(name, call)
    worker = _take_worker()
    worker.jobs.put(job)
    if job.done.wait(_seconds_left(request)):
        return job.result()
    if job.leave():
        _leave_behind(worker, job)
        message = f"{name} did not answer within the page's time."
        raise TookTooLong(message)
    return job.result()


def _seconds_left(request: Any) -> float:
    end: float | None = getattr(request, "_ratusz_blocks_end", None)
    if end is None:
        seconds = getattr(settings, "RATUSZ_PAGE_DEADLINE", PAGE_SECONDS) + GRACE_SECONDS
        end = request._ratusz_blocks_end = time.monotonic() + seconds
    return max(LEAST_SECONDS, end - time.monotonic())


class _Surroundings:
    """What Django keeps for the thread of a request, to be set again in another one.

    It is kept in context variables that ignore what another thread has set.
    """

    def __init__(self) -> None:
        self.language = translation.get_language()
        self.zone = timezone.get_current_timezone()
        self.prefix, self.urlconf = get_script_prefix(), get_urlconf()

    def call(self, function: Callable[[], T]) -> T:
        """Call a function in these surroundings; the job's context forgets them."""
        timezone.activate(self.zone)
        set_script_prefix(self.prefix)
        set_urlconf(self.urlconf)
        with translation.override(self.language):
            return function()


class _Job:
    """A call on its way through a worker."""

    def __init__(self, name: str, call: Callable[[], Any]) -> None:
        self.name = name
        self.call = call
        self.context = contextvars.copy_context()
        self.surroundings = _Surroundings()
        self.lent = {each.alias: each for each in connections.all(initialized_only=True)}
        self.done = threading.Event()
        self._lock = threading.Lock()
        self.left = False
        self._value: Any = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """In the worker: make the call with the request's connections."""
        for alias, connection in self.lent.items():
            connection.inc_thread_sharing()
            connections[alias] = connection
        try:
            self._value = self.context.run(self.surroundings.call, self.call)
        except BaseException as error:  # noqa: BLE001 - the page raises it
            self._error = error
        finally:
            with self._lock:
                self.done.set()
            self._give_back()

    def _give_back(self) -> None:
        for connection in connections.all(initialized_only=True):
            if connection.alias in self.lent and not self.left:
                del connections[connection.alias]
            else:
                connection.close()  # the block's own, or nobody else's any more
        for connection in self.lent.values():
            connection.dec_thread_sharing()

    def leave(self) -> bool:
        """In the page: stop waiting; False when it was ready in this moment."""
        with self._lock:
            self.left = not self.done.is_set()
            return self.left

    def result(self) -> Any:
        """In the page: what the call returned or raised."""
        if self._error is not None:
            raise self._error
        return self._value


class _Worker(threading.Thread):
    """Runs one job at a time; ends after a job that was left behind."""

    def __init__(self) -> None:
        super().__init__(name="addon block", daemon=True)
        self.jobs: SimpleQueue[_Job] = SimpleQueue()

    def run(self) -> None:
        """Until a job is left behind, or enough others are idle."""
        while True:
            job = self.jobs.get()
            with suppress(_EndNow):  # asked to end in the moment in which it was ready
                job.run()
            if job.left:
                with _lock:
                    _left[job.name] -= 1
                return
            del job
            with _lock:
                if len(_idle) >= _MOST_IDLE:
                    return
                _idle.append(self)


_lock = threading.Lock()
_idle: deque[_Worker] = deque()
_left: Counter[str] = Counter()


def _take_worker() -> _Worker:
    with _lock:
        if _idle:
            return _idle.pop()
    worker = _Worker()
    worker.start()
    return worker


def _leave_behind(worker: _Worker, job: _Job) -> None:
    with _lock:
        _left[job.name] += 1
    for alias in job.lent:
        del connections[alias]  # the next use opens a new one
    if worker.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(worker.ident), ctypes.py_object(_EndNow)
        )
    logger.error("Block %s was left behind: it did not end in time", job.name)


def _forget_threads() -> None:
    """Threads do not survive a fork."""
    global _lock  # noqa: PLW0603
    _lock = threading.Lock()
    _idle.clear()
    _left.clear()


os.register_at_fork(after_in_child=_forget_threads)
