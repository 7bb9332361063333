"""clamd as the tests need it: the real protocol over real sockets, strict, with its misbehaviour.

Source: clamd(8), INSTREAM. `limit` is its StreamMaxLength: beyond it the real one writes a line and
closes with bytes unread, which the sender meets as a reset.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time

from tests.files.samples import EICAR


@contextlib.contextmanager
def clamd(mode="ok", *, path=None, limit=25_000_000):
    """A running clamd; gives its address as `RATUSZ_CLAMD` names it."""
    if path is None:
        server = socket.create_server(("127.0.0.1", 0))
        address = f"tcp:127.0.0.1:{server.getsockname()[1]}"
    else:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(path))
        server.listen()
        address = f"unix:{path}"
    thread = threading.Thread(target=_serve, args=(server, mode, limit), daemon=True)
    thread.start()
    try:
        yield address
    finally:
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def _serve(server, mode, limit):
    while True:
        try:
            connection, _peer = server.accept()
        except OSError:
            return
        with contextlib.suppress(OSError), connection:
            _answer(connection, mode, limit)


def _answer(connection, mode, limit):
    command = _until_zero(connection)
    if command == b"zPING":
        connection.sendall(b"PONG\0")
        return
    assert command == b"zINSTREAM", command
    if mode == "silent":
        time.sleep(5)
        return
    content = b""
    while length := struct.unpack("!L", _exactly(connection, 4))[0]:
        content += _exactly(connection, length)
        if len(content) > limit or mode == "reset":
            connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            # Closed with unread bytes: the system answers the rest with a reset.
            linger = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            return
    wrong = {
        "garbage": b"<html>200 OK",
        "error": b"stream: Can't allocate memory ERROR\0",
        "empty": b"",
    }
    found = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"
    connection.sendall(wrong.get(mode, found))


def _until_zero(connection):
    found = b""
    while not found.endswith(b"\0"):
        found += _exactly(connection, 1)
    return found[:-1]


def _exactly(connection, size):
    found = b""
    while len(found) < size:
        piece = connection.recv(size - len(found))
        if not piece:
            raise ConnectionError
        found += piece
    return found
