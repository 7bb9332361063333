"""Reading from outside for a page: a typed result in time, whatever happens there."""

from __future__ import annotations

import datetime
import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.utils import timezone

from cms.addonkit.people import Subject

from .base import Connector
from .deadline import Deadline
from .errors import ConnectorError, OutboundInTransaction
from .results import Fresh, Reason, Result, Stale, Unavailable
from .snapshots import Codec, Key, recall, remember

T = TypeVar("T")

RETRY_AFTER = datetime.timedelta(minutes=1)
"""When asking again makes sense, as told to people."""

logger = logging.getLogger(__name__)


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

    At most two queries. A good answer is remembered; a failure, or an answer that is impossible or
    about somebody else, is neither remembered nor shown.

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
    asked_at = timezone.now()
    if deadline.expired:
        return _last_known(key, codec, Reason.TIMEOUT)
    try:
        data = ask(deadline.within(connector.seconds))
    except OutboundInTransaction:
        raise
    except ConnectorError as error:
        logger.warning("%s: no answer (%s): %s", connector.name, error.reason, error.detail)
        return _last_known(key, codec, error.reason)
    except Exception as error:  # noqa: BLE001 - an unforeseen answer must not take the page down
        # Where, but not what: the message may hold the other side's text.
        logger.error(
            "%s: its connector failed with %s %s",
            connector.name,
            type(error).__name__,
            _place(error),
        )
        return _last_known(key, codec, Reason.GARBAGE)
    remember(key, data, asked_at, codec)
    return Fresh(data, asked_at)


def _last_known(key: Key, codec: Codec[T], reason: Reason) -> Result[T]:
    kept = recall(key, codec)
    if kept is None:
        return Unavailable(reason, timezone.now() + RETRY_AFTER)
    return Stale(kept.data, kept.fetched_at, reason)


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"in {Path(frame.filename).name}, line {frame.lineno}"
