"""Optional search for malicious software by clamd, the daemon of ClamAV. It fails closed.

`RATUSZ_CLAMD` names it: `unix:/run/clamav/clamd.ctl` or `tcp:host:3310`. Left empty, nothing is
searched. Anything but a clear "OK" means that the file is not taken: no connection, no answer in
time, an answer nobody knows, or the reset with which clamd ends a file over its StreamMaxLength.

Source: clamd(8), command INSTREAM.
"""

from __future__ import annotations

import contextlib
import enum
import logging
import socket
import struct
from collections.abc import Iterable, Iterator

from django.conf import settings

from cms.connectors import gate, sockets
from cms.connectors.deadline import Deadline
from cms.connectors.errors import ConnectorError

logger = logging.getLogger(__name__)

SECONDS = 20.0
_PING_SECONDS = 2.0
_LONGEST_ANSWER = 4_096  # bytes
_PIECE = 64 * 1024


class Verdict(enum.Enum):
    """What the search said."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


def is_on() -> bool:
    """Whether files are searched at all."""
    return bool(getattr(settings, "RATUSZ_CLAMD", ""))


def scan(pieces: Iterable[bytes]) -> Verdict:
    """Let clamd look at a file.

    Args:
        pieces: the content as it was uploaded.

    Returns:
        CLEAN only when clamd said so, or when no clamd is set.

    """
    if not is_on():
        return Verdict.CLEAN
    gate.refuse_in_transaction()
    try:
        answer = _ask(pieces, Deadline(getattr(settings, "RATUSZ_CLAMD_SECONDS", SECONDS)))
    except (OSError, ConnectorError) as error:
        # Over StreamMaxLength clamd closes in the middle: that is a reset here.
        logger.error("clamd could not be asked (%s)", type(error).__name__)
        return Verdict.UNKNOWN
    return _verdict(answer)


def ping() -> bool:
    """Whether clamd answers. For the health page."""
    try:
        with _connected(Deadline(_PING_SECONDS)) as connection:
            connection.sendall(b"zPING\0")
            return _answer_of(connection) == b"PONG"
    except (OSError, ConnectorError):
        return False


def _ask(pieces: Iterable[bytes], deadline: Deadline) -> bytes:
    with _connected(deadline) as connection:
        connection.sendall(b"zINSTREAM\0")
        for piece in pieces:
            for start in range(0, len(piece), _PIECE):
                part = piece[start : start + _PIECE]
                connection.sendall(struct.pack("!L", len(part)) + part)
        connection.sendall(struct.pack("!L", 0))
        return _answer_of(connection)


@contextlib.contextmanager
def _connected(deadline: Deadline) -> Iterator[sockets.DeadlineSocket]:
    """A connection to clamd. The installation's own setting names it, so no allow-list is asked."""
    kind, _, place = str(settings.RATUSZ_CLAMD).partition(":")
    if kind == "tcp":
        host, _, port = place.rpartition(":")
        with sockets.connected(host.strip("[]"), int(port), deadline, tls=None) as connection:
            yield connection
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sockets.arm(sock, deadline)
        sock.connect(place)
        yield sockets.DeadlineSocket(sock, deadline)


def _answer_of(connection: sockets.DeadlineSocket) -> bytes:
    """What clamd says, up to the zero that ends it."""
    return connection.makefile().read(_LONGEST_ANSWER).partition(b"\0")[0]


def _verdict(answer: bytes) -> Verdict:
    if answer == b"stream: OK":
        return Verdict.CLEAN
    if answer.endswith(b" FOUND"):
        return Verdict.INFECTED
    logger.error("clamd gave no verdict: %r", answer[:80])
    return Verdict.UNKNOWN
