"""Reading from outside for a page: a typed result in time, whatever happens there."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Generic, TypeVar

from django.utils import timezone

from cms.addonkit.people import Subject

from .asking import Told, Untold, ask_ahead, ask_now
from .base import Connector
from .deadline import Deadline
from .results import Fresh, Result, Stale, Unavailable
from .snapshots import Codec, Key, recall, remember

T = TypeVar("T")

RETRY_AFTER = datetime.timedelta(minutes=1)
"""When asking again makes sense, as told to people, where the breaker does not know better."""


def read(
    connector: type[Connector] | Connector,
    subject: Subject,
    deadline: Deadline,
    ask: Callable[[Deadline], T],
    codec: Codec[T],
    *,
    part: str = "",
) -> Result[T]:
    """Ask a source about a person, and fall back on what it last said.

    At most two queries, and one look into the cache. A good answer is remembered; a failure, or an
    answer that is impossible or about somebody else, is neither remembered nor shown. A source
    that keeps failing is not asked for a while.

    Args:
        connector: the source: its name and its patience count.
        subject: whose data; the identity must be confirmed.
        deadline: the page's; nothing is asked when it has passed.
        ask: asks the source within the deadline it is given and returns its data, or raises
            `ConnectorError`.
        codec: how the data is kept.
        part: tells several kinds of data of one source apart; no personal data.

    Returns:
        `Fresh` with the moment of asking, else `Stale` with the last good answer, else
        `Unavailable`.

    Raises:
        ValueError: the subject's identity is not confirmed (programming error).
        OutboundInTransaction: a database transaction is open (programming error).

    """
    key = Key.of(connector.name, subject, part)
    return _result(key, codec, ask_now(connector, key.site_id, deadline, ask))


def read_ahead(
    connector: type[Connector] | Connector,
    subject: Subject,
    deadline: Deadline,
    ask: Callable[[Deadline], T],
    codec: Codec[T],
    *,
    part: str = "",
) -> Pending[T]:
    """Begin what `read` does, and go on: the questions of one page travel side by side.

    Args and Raises: as for `read`, but `ask` runs in a thread of its own and may use no database.
    """
    key = Key.of(connector.name, subject, part)
    return Pending(key, codec, ask_ahead(connector, key.site_id, deadline, ask))


class Pending(Generic[T]):
    """A reading that has begun."""

    def __init__(self, key: Key, codec: Codec[T], answer: Callable[[], Told[T] | Untold]) -> None:
        self._key = key
        self._codec = codec
        self._answer = answer
        self._result: Result[T] | None = None

    def result(self) -> Result[T]:
        """What `read` would have given, at the latest at the deadline. Asked and kept once."""
        if self._result is None:
            self._result = _result(self._key, self._codec, self._answer())
        return self._result


def _result(key: Key, codec: Codec[T], answer: Told[T] | Untold) -> Result[T]:
    if isinstance(answer, Told):
        remember(key, answer.data, answer.asked_at, codec)
        return Fresh(answer.data, answer.asked_at)
    kept = recall(key, codec)
    if kept is None:
        return Unavailable(answer.reason, answer.retry_at or timezone.now() + RETRY_AFTER)
    return Stale(kept.data, kept.fetched_at, answer.reason)
