"""Misbehaviour of the wire: what any server may do, whatever it serves.

A simulator makes a correct answer; one of these functions then sends it, well or badly. What goes
wrong inside an answer (a Fault, somebody else's data) is declared by the simulator itself.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

DRIP_SECONDS = 0.2
SLOW_SECONDS = 1.0
PATIENCE_SECONDS = 60.0
"""How long a dripping or silent answer goes on when the client does not hang up."""
HUGE_BYTES = 500_000_000

OK = "ok"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer. `status` is like `200 OK`."""

    status: str
    headers: Sequence[tuple[str, str]]
    body: bytes

    def head(self, *, length: int | None = None) -> bytes:
        """Status line and headers, with a Content-Length unless `length` is negative."""
        lines = [f"HTTP/1.1 {self.status}", *(f"{name}: {value}" for name, value in self.headers)]
        announced = len(self.body) if length is None else length
        if announced >= 0:
            lines.append(f"Content-Length: {announced}")
        lines.append("Connection: close")
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


class Wire:
    """The connection to a client, until it hangs up or the server stops."""

    def __init__(self, connection: socket.socket, stopping: threading.Event) -> None:
        self._connection = connection
        self._stopping = stopping

    def send(self, data: bytes) -> None:
        """Send; raises OSError when the client is gone or the server stops."""
        if self._stopping.is_set():
            raise ConnectionAbortedError
        self._connection.sendall(data)

    def pause(self, seconds: float) -> None:
        """Wait, but not for a server that stops."""
        if self._stopping.wait(seconds):
            raise ConnectionAbortedError

    def drip(self, data: bytes) -> None:
        """Send a byte at a time, for as long as anybody may be expected to wait."""
        for byte in data[: int(PATIENCE_SECONDS / DRIP_SECONDS)]:
            self.send(bytes((byte,)))
            self.pause(DRIP_SECONDS)

    def reset(self) -> None:
        """Let the close be a TCP reset."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _ok(wire: Wire, answer: Answer) -> None:
    wire.send(answer.head() + answer.body)


def _slow(wire: Wire, answer: Answer) -> None:
    wire.pause(SLOW_SECONDS)
    _ok(wire, answer)


def _drip_headers(wire: Wire, answer: Answer) -> None:
    wire.drip(answer.head()[:-2] + b"X-Padding: " + b"x" * 4000)


def _drip(wire: Wire, answer: Answer) -> None:
    wire.send(answer.head())
    wire.drip(answer.body)


def _silent(wire: Wire, answer: Answer) -> None:
    wire.pause(PATIENCE_SECONDS)


def _reset(wire: Wire, answer: Answer) -> None:
    wire.reset()


def _cut(wire: Wire, answer: Answer) -> None:
    wire.send(answer.head() + answer.body[: len(answer.body) // 2])


def _truncated(wire: Wire, answer: Answer) -> None:
    half = answer.body[: len(answer.body) // 2]
    wire.send(answer.head(length=len(half)) + half)


def _garbage(wire: Wire, answer: Answer) -> None:
    _ok(wire, Answer(answer.status, answer.headers, bytes(range(256)) * 8))


def _html(wire: Wire, answer: Answer) -> None:
    page = "<!doctype html><html lang='pl'><title>Przerwa</title><h1>Przerwa techniczna</h1></html>"
    _ok(wire, Answer("200 OK", [("Content-Type", "text/html; charset=utf-8")], page.encode()))


def _redirect(wire: Wire, answer: Answer) -> None:
    _ok(wire, Answer("302 Found", [("Location", "http://127.0.0.1:9/elsewhere")], b""))


def _error_500(wire: Wire, answer: Answer) -> None:
    text = b"ORA-00942 at jdbc:oracle:thin:secret@10.0.0.1 for 85010112349"
    _ok(wire, Answer("500 Internal Server Error", [("Content-Type", "text/plain")], text))


def _huge(wire: Wire, answer: Answer) -> None:
    wire.send(answer.head(length=-1) + answer.body[:100])
    for _number in range(HUGE_BYTES // 65_536):
        wire.send(b" " * 65_536)


@dataclass(frozen=True, slots=True)
class TransportMode:
    """A way to send: what a person reads about it, and what does it."""

    description: Any
    send: Callable[[Wire, Answer], None]


TRANSPORT_MODES: dict[str, TransportMode] = {
    OK: TransportMode(_("answers correctly"), _ok),
    "slow": TransportMode(_("answers correctly after one second"), _slow),
    "drip_headers": TransportMode(_("sends its headers a byte at a time"), _drip_headers),
    "drip": TransportMode(_("sends its answer a byte at a time"), _drip),
    "silent": TransportMode(_("takes the question and says nothing"), _silent),
    "reset": TransportMode(_("resets the connection"), _reset),
    "cut": TransportMode(_("hangs up in the middle of the answer"), _cut),
    "truncated": TransportMode(_("sends half of the answer as if it were whole"), _truncated),
    "garbage": TransportMode(_("answers with bytes that mean nothing"), _garbage),
    "html": TransportMode(_("answers with a web page about maintenance"), _html),
    "redirect": TransportMode(_("sends the caller elsewhere"), _redirect),
    "error_500": TransportMode(_("answers with an error page full of secrets"), _error_500),
    "huge": TransportMode(_("answers without end"), _huge),
}
