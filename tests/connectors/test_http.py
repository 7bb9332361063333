"""The HTTP client against servers that are endless, cut off, elsewhere or lying."""

import gzip

import pytest

from cms.connectors.deadline import Deadline
from cms.connectors.errors import (
    Garbage,
    HostNotAllowed,
    NotConfigured,
    Refused,
    RemoteFault,
    TooLarge,
    WrongData,
)
from cms.connectors.http import HttpClient

from .servers import answering, sending, server


def test_request_gives_the_answer_when_the_server_behaves(ask_server):
    with server(answering(b"<ok/>", headers=["X-Kind: test"])) as running:
        answer = ask_server(running, method="POST", body=b"<q/>", headers={"X-Mine": "1"})

    head, body = running.requests[0]
    assert (answer.status, answer.body, answer.headers["x-kind"]) == (200, b"<ok/>", "test")
    assert body == b"<q/>"
    assert b"\r\nAccept-Encoding: identity\r\n" in head
    assert b"\r\nX-Mine: 1" in head
    assert f"\r\nHost: {running.host}\r\n".encode() in head


def test_request_reads_a_chunked_answer_when_the_server_streams(ask_server):
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<ok/\r\n1\r\n>\r\n0\r\n\r\n"
    with server(sending(raw)) as running:
        assert ask_server(running).body == b"<ok/>"


def test_request_stops_when_the_body_never_ends(ask_server):
    def handle(running, connection):
        running.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not running.stopping.is_set():
            connection.sendall(b"x" * 65536)

    with server(handle) as running, pytest.raises(TooLarge):
        ask_server(running, max_bytes=1_000_000)


def test_request_reads_nothing_when_too_much_is_announced(ask_server):
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 60000000\r\n\r\n"
    with server(sending(raw)) as running, pytest.raises(TooLarge):
        ask_server(running, max_bytes=1_000_000)


def test_request_refuses_a_compressed_answer_when_it_asked_for_none(ask_server):
    bomb = gzip.compress(b"\0" * 20_000_000)
    with (
        server(answering(bomb, headers=["Content-Encoding: gzip"])) as running,
        pytest.raises(Garbage),
    ):
        ask_server(running)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "304 Not Modified"])
def test_request_goes_nowhere_when_it_is_redirected(ask_server, status):
    with server(answering(b"<ok/>")) as elsewhere:
        location = [f"Location: {elsewhere.url}"]
        with (
            server(answering(b"", status=status, headers=location)) as running,
            pytest.raises(Refused),
        ):
            ask_server(running)

    assert elsewhere.connections == 0


def test_request_is_refused_when_nobody_listens(ask_server):
    with server(answering(b"")) as running:
        pass

    with pytest.raises(Refused) as caught:
        ask_server(running)
    assert caught.value.__context__ is None


def test_request_is_refused_when_the_server_hangs_up(ask_server):
    with (
        server(lambda running, connection: running.read_request(connection)) as running,
        pytest.raises(Refused),
    ):
        ask_server(running)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n<half",
        b"HTTP/1.1 200 OK\r\nContent-Len",
        b"<html>no protocol at all</html>",
        b"HTTP/1.1 twohundred OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<ok/>\r\n0\r\n\r\n",
    ],
)
def test_request_finds_garbage_when_the_answer_is_broken(ask_server, raw):
    with server(sending(raw)) as running, pytest.raises(Garbage) as caught:
        ask_server(running)

    assert "half" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
    ],
)
def test_request_opens_no_socket_when_the_host_is_not_listed(settings, url):
    with server(answering(b"")) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        with pytest.raises(HostNotAllowed):
            HttpClient().request("GET", url.format(port=running.port), deadline=Deadline(1))

    assert running.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://127.0.0.1:21/",
        "file:///etc/passwd",
        "//127.0.0.1/",
        "http://",
        "http://user:secret@127.0.0.1:8100/",
        "http://127.0.0.1:8100\\@evil.example/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:8100/a b",
        "http://127.0.0.1:8100/\r\nX: y",
        "http://127.0.0.1:8100/ą",
    ],
)
def test_request_needs_configuration_when_the_address_is_no_url(settings, url):
    settings.RATUSZ_OUTBOUND_HOSTS = ["127.0.0.1:8100"]

    with pytest.raises(NotConfigured) as caught:
        HttpClient().request("GET", url, deadline=Deadline(1))
    assert "secret" not in str(caught.value)


def test_request_is_not_sent_when_a_header_holds_a_line_break(ask_server):
    with server(answering(b"")) as running, pytest.raises(WrongData):
        ask_server(running, headers={"X-A": "1\r\nX-B: 2"})

    assert running.requests == []


def test_raise_for_status_tells_refusal_from_failure(ask_server):
    with server(answering(b"ORA-0600", status="500 Oops")) as running:
        answer = ask_server(running)
    with server(answering(b"", status="403 No")) as running:
        forbidden = ask_server(running)

    with pytest.raises(RemoteFault, match="HTTP status 500"):
        answer.raise_for_status()
    with pytest.raises(Refused):
        forbidden.raise_for_status()
    assert "ORA" not in repr(answer)


def test_request_follows_no_proxy_when_the_environment_names_one(ask_server, monkeypatch):
    with server(answering(b"<proxy/>")) as proxy, server(answering(b"<ok/>")) as running:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert ask_server(running).body == b"<ok/>"

    assert proxy.connections == 0
