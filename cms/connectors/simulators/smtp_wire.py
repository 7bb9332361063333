"""The wire of the demo's mail server: lines in, replies out, well or badly sent."""

from __future__ import annotations

import socket
import socketserver
import ssl
import struct
import threading
from typing import ClassVar

from .smtp_modes import Mode

_LONGEST_LINE = 1_000  # RFC 5321, 4.5.3.1.6: with its end


class HungUp(Exception):
    """One of the two sides has closed."""


class SmtpWire(socketserver.BaseRequestHandler):
    """A connection of a client. Bare line ends and long lines are refused."""

    request: socket.socket
    mode: Mode
    stopping: threading.Event
    buffer: bytes
    drip_seconds: ClassVar[float] = 0.2

    @property
    def encrypted(self) -> bool:
        """Whether TLS is on."""
        return isinstance(self.request, ssl.SSLSocket)

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Begin TLS."""
        self.request = context.wrap_socket(self.request, server_side=True)

    def line(self) -> bytes:
        """A line without its end. A bare CR or LF ends the conversation: smuggling begins so."""
        while b"\n" not in self.buffer:
            if len(self.buffer) > _LONGEST_LINE:
                self.say(500, "Line too long")
                raise HungUp
            received = self.request.recv(65_536)
            if not received or self.stopping.is_set():
                raise HungUp
            self.buffer += received
        line, _end, self.buffer = self.buffer.partition(b"\n")
        if not line.endswith(b"\r") or b"\r" in line[:-1] or len(line) >= _LONGEST_LINE:
            self.say(500, "Lines end in CR LF and are not longer than 1000 bytes")
            raise HungUp
        return line[:-1]

    def say(self, code: int, *lines: str) -> None:
        """Send a reply, as the mode says."""
        *first, last = lines
        text = "".join(f"{code}-{line}\r\n" for line in first) + f"{code} {last}\r\n"
        if self.mode is Mode.DRIP:
            for byte in text.encode():
                self.send(bytes((byte,)))
                self.wait(self.drip_seconds)
        else:
            self.send(text.encode())

    def send(self, data: bytes) -> None:
        """Send bytes, unless the server stops."""
        if self.stopping.is_set():
            raise HungUp
        self.request.sendall(data)

    def wait(self, seconds: float) -> None:
        """Wait, but not for a server that stops."""
        if self.stopping.wait(seconds):
            raise HungUp

    def cut(self) -> None:
        """Hang up in the hardest way: the close is a TCP reset."""
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.close()
        raise HungUp
