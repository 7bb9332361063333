"""A connection on which nothing lasts longer than the deadline.

Timeouts of sockets and HTTP libraries are per read: a server that sends a byte now and then holds
its caller for as long as it likes. Here every single wait (name lookup, connect, TLS handshake,
each send and receive) gets exactly what is left of one deadline, so no helper thread is needed to
break a read off.
"""

from __future__ import annotations

import contextlib
import io
import ipaddress
import queue
import socket
import ssl
import threading
from typing import TYPE_CHECKING, Any

from .deadline import Deadline
from .errors import CertificateRefused, ConnectorError, Refused, TimedOut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer, WriteableBuffer

_CHUNK = 65_536  # bytes sent at once; each chunk waits anew for what is left


class DeadlineSocket:
    """What `http.client` needs of a socket, bound to a deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self._reader = _Reader(sock, deadline)

    def start_tls(self, tls: ssl.SSLContext, host: str) -> None:
        """Encrypt from here on; nothing of the other side may wait to be read.

        Raises:
            OSError: the handshake failed, or the certificate is not good.
            TimeoutError: the deadline came first.

        """
        arm(self._sock, self._deadline)
        self._sock = tls.wrap_socket(self._sock, server_hostname=host)
        self._reader = _Reader(self._sock, self._deadline)

    @property
    def certificate(self) -> dict[str, Any]:
        """The other side's certificate, as `ssl.SSLSocket.getpeercert` gives it; empty: no TLS."""
        return dict(self._sock.getpeercert() or {}) if isinstance(self._sock, ssl.SSLSocket) else {}

    def hang_up(self) -> None:
        """Close the connection, also one that was encrypted later."""
        self._sock.close()

    def receive(self, most: int) -> bytes:
        """Up to so many bytes as soon as some are there; none at the end."""
        buffer = bytearray(most)
        return bytes(buffer[: self._reader.readinto(buffer)])

    @property
    def ended(self) -> bool:
        """Whether a read has met the end of what the other side sends."""
        return self._reader.ended

    def sendall(self, data: ReadableBuffer) -> None:
        """Send everything, or raise `TimeoutError` at the deadline."""
        view = memoryview(data).cast("B")
        for start in range(0, len(view), _CHUNK):
            arm(self._sock, self._deadline)
            self._sock.sendall(view[start : start + _CHUNK])

    def makefile(self, *_args: Any, **_kwargs: Any) -> io.BufferedReader:
        """A reader for the answer."""
        return io.BufferedReader(self._reader)

    def close(self) -> None:
        """Nothing: `http.client` closes early; `connected` closes when the answer is read."""


class _Reader(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        arm(self._sock, self._deadline)
        received = self._sock.recv_into(buffer)
        self.ended = self.ended or not received
        return received


def arm(sock: socket.socket, deadline: Deadline) -> None:
    """Let the next operation wait for what is left.

    Raises:
        TimeoutError: nothing is left.

    """
    left = deadline.remaining()
    if left <= 0:
        raise TimeoutError
    sock.settimeout(left)


@contextlib.contextmanager
def connected(
    host: str, port: int, deadline: Deadline, tls: ssl.SSLContext | None
) -> Iterator[DeadlineSocket]:
    """A connection, closed at the end of the block.

    Args:
        host: a name or an IP address.
        port: the TCP port.
        deadline: the end of everything on this connection.
        tls: how to encrypt and whom to trust; None for plain TCP.

    Raises:
        Refused: no connection, or the certificate is not good.
        TimedOut: the deadline came first.

    """
    with contextlib.ExitStack() as stack:
        failure: ConnectorError | None = None
        try:
            sock = stack.enter_context(_connect(host, port, deadline))
            if tls is not None:
                arm(sock, deadline)
                sock = stack.enter_context(tls.wrap_socket(sock, server_hostname=host))
        except TimeoutError:
            failure = TimedOut("no connection within the deadline")
        except ssl.SSLCertVerificationError as error:
            failure = CertificateRefused("the certificate is not trusted", code=error.verify_code)
        except OSError as error:
            failure = Refused(f"no connection ({type(error).__name__})")
        if failure is not None:
            failure.may_have_arrived = False
            raise failure  # outside of `except`, so that no foreign text hangs on it
        connection = DeadlineSocket(sock, deadline)
        stack.callback(connection.hang_up)
        yield connection


def _connect(host: str, port: int, deadline: Deadline) -> socket.socket:
    """Try each address of a host; a dead one may not eat the time of the next."""
    addresses = _resolve(host, port, deadline)
    for position, (family, sockaddr) in enumerate(addresses):
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            arm(sock, deadline.within(deadline.remaining() / (len(addresses) - position)))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(sockaddr)
        except OSError:
            sock.close()
            if position == len(addresses) - 1:
                raise
        else:
            return sock
    raise OSError


def _resolve(host: str, port: int, deadline: Deadline) -> list[tuple[int, Any]]:
    """The addresses of a host.

    The system's lookup cannot be given a deadline, so a name is looked up in a thread that is left
    behind when it takes too long. An IP address needs none.
    """
    with contextlib.suppress(ValueError):
        version = ipaddress.ip_address(host).version
        return [(socket.AF_INET6 if version == 6 else socket.AF_INET, (host, port))]  # noqa: PLR2004
    answers: queue.SimpleQueue[list[tuple[int, Any]] | OSError] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.remaining())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _look_up(
    host: str, port: int, answers: queue.SimpleQueue[list[tuple[int, Any]] | OSError]
) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put([(int(family), sockaddr) for family, _, _, _, sockaddr in found])
    except (OSError, UnicodeError) as error:
        answers.put(error if isinstance(error, OSError) else OSError())
