"""The deadline is total: whatever the other side does slowly, the call ends in time."""

import socket
import threading
import time

import pytest

from cms.connectors.deadline import Deadline
from cms.connectors.errors import TimedOut
from cms.connectors.http import HttpClient
from cms.connectors.sockets import _resolve

from .certificates import server_context
from .servers import answering, server


def test_request_times_out_when_the_server_says_nothing(ask_server):
    with server(lambda running, _: running.stopping.wait(5)) as running, pytest.raises(TimedOut):
        ask_server(running)


def test_request_times_out_when_headers_drip(ask_server):
    def handle(running, connection):
        running.read_request(connection)
        running.drip(connection, b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 4000)

    with server(handle) as running, pytest.raises(TimedOut):
        ask_server(running)


def test_request_times_out_when_the_body_drips(ask_server):
    def handle(running, connection):
        running.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n")
        running.drip(connection, b"x" * 4000)

    with server(handle) as running, pytest.raises(TimedOut):
        ask_server(running)


def test_request_times_out_when_chunks_drip(ask_server):
    def handle(running, connection):
        running.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        running.drip(connection, b"1\r\nx\r\n" * 700)

    with server(handle) as running, pytest.raises(TimedOut):
        ask_server(running)


def test_request_times_out_when_the_server_says_continue_for_ever(ask_server):
    def handle(running, connection):
        running.read_request(connection)
        while not running.stopping.is_set():
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.02)

    with server(handle) as running, pytest.raises(TimedOut):
        ask_server(running)


def test_request_times_out_when_the_server_does_not_read(ask_server):
    with server(lambda running, _: running.stopping.wait(5)) as running, pytest.raises(TimedOut):
        ask_server(running, method="POST", body=b"x" * 30_000_000)


def test_request_times_out_when_nobody_accepts(ask_server):
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(0)
    port = listening.getsockname()[1]
    waiting = [socket.socket() for _ in range(4)]  # fill the queue, so that connect itself hangs
    for one in waiting:
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", port))

    class Full:
        host, url = f"127.0.0.1:{port}", f"http://127.0.0.1:{port}/"

    with pytest.raises(TimedOut):
        ask_server(Full)
    for one in [*waiting, listening]:
        one.close()


def test_request_asks_nothing_when_no_time_is_left(ask_server):
    with server(answering(b"")) as running, pytest.raises(TimedOut):
        ask_server(running, seconds=0)

    assert running.connections == 0


def test_request_times_out_when_the_handshake_hangs(ask_server):
    with server(lambda running, _: running.stopping.wait(5)) as running:
        running.url = running.url.replace("http:", "https:")
        with pytest.raises(TimedOut):
            ask_server(running)


def test_request_times_out_when_the_handshake_drips(ask_server):
    record = bytes.fromhex("1603030fa0") + b"\x02\x00\x0f\x9c" + b"\x03" * 4000

    with server(lambda running, connection: running.drip(connection, record)) as running:
        running.url = running.url.replace("http:", "https:")
        with pytest.raises(TimedOut):
            ask_server(running)


def test_request_times_out_when_tls_records_drip(ask_server, tmp_path):
    context, authority = server_context(tmp_path)

    def handle(running, connection):
        running.read_request(connection)
        running.drip(connection, b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 4000)

    with server(handle, tls=context) as running, pytest.raises(TimedOut):
        ask_server(running, client=HttpClient(ca_file=authority))


def test_resolve_gives_up_when_the_lookup_hangs(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: [answered.wait(5)][:0])
    started = time.monotonic()

    with pytest.raises(TimeoutError):
        _resolve("slow.example", 80, Deadline(0.2))
    assert time.monotonic() - started < 0.7
    answered.set()
