"""Sends mail after the answer, so that no page waits for the mail server.

The answer to "I forgot my password" must take as long for an address that nobody has (no mail) as
for one that somebody has. So letters leave from a small pool of threads. A letter that the server
refuses is lost and logged: all mail sent from here can be asked for again by the person.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)

# Threads start with the first letter, in the process that sends it: a fork before that is harmless.
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="post")
_under_way: set[Future[None]] = set()


def hand_over(letter: EmailMessage) -> None:
    """Send a finished letter soon; never raises for the mail server's sake."""
    letter_under_way = _pool.submit(_send, letter)
    _under_way.add(letter_under_way)
    letter_under_way.add_done_callback(_under_way.discard)


def wait_until_sent(seconds: float = 10) -> None:
    """Wait for the letters handed over so far; for tests and for the end of commands."""
    wait(list(_under_way), timeout=seconds)


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except Exception as error:  # noqa: BLE001 - nobody is waiting to catch it
        # Neither the address nor the text: this line is read by more people than the letter.
        logger.error("A letter could not be sent: %s", type(error).__name__)
