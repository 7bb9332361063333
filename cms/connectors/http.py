"""The HTTP client of all connectors: total deadline, size cap, allow-list, nothing followed.

Built on the standard library's protocol code over `sockets`: it has no redirects, proxies, cookies,
`.netrc` or content decoding that would have to be switched off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import (  # noqa: TID251 - this is the place where outbound calls are made
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    IncompleteRead,
    RemoteDisconnected,
)
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings

from .deadline import Deadline
from .errors import (
    ConnectorError,
    Garbage,
    LoginRefused,
    Refused,
    RemoteFault,
    TimedOut,
    TooLarge,
    WrongData,
)
from .gate import Address, check_allowed, parse_address, refuse_in_transaction
from .sockets import DeadlineSocket, connected
from .tls import trust

if TYPE_CHECKING:
    import socket

MAX_BYTES = 5 * 1024 * 1024
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A whole answer. Header names are lower-case. Its `repr` shows neither headers nor body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def raise_for_status(self) -> None:
        """Raise unless the status says success.

        Raises:
            LoginRefused: 401 or 403: our credentials are not accepted.
            RemoteFault: any other status of 400 and above.

        """
        if self.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise LoginRefused(f"HTTP status {self.status}")
        if self.status >= HTTPStatus.BAD_REQUEST:
            raise RemoteFault(f"HTTP status {self.status}")


class HttpClient:
    """Calls outside systems.

    Args:
        ca_file: certificates to trust instead of the system's; default
            `settings.RATUSZ_OUTBOUND_CA_FILE`, and without that the system's.

    """

    def __init__(self, *, ca_file: Path | str | None = None) -> None:
        self._ca_file = ca_file or getattr(settings, "RATUSZ_OUTBOUND_CA_FILE", None)

    def request(
        self,
        method: str,
        url: str,
        *,
        deadline: Deadline,
        max_bytes: int = MAX_BYTES,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpAnswer:
        """Ask, and give the whole answer or a `ConnectorError`, at the latest at the deadline.

        Args:
            method: `GET`, `POST`, …
            url: absolute; its host and port must be on the allow-list.
            deadline: the end of name lookup, connect, handshake, sending and receiving together.
            max_bytes: the largest body accepted.
            headers: further request headers.
            body: the request's body.

        Returns:
            The answer, whatever its status, except redirects.

        Raises:
            NotConfigured: the URL is none.
            HostNotAllowed: it is not on the allow-list.
            Refused: no connection, or the answer is a redirect.
            TimedOut: the deadline came first.
            TooLarge: the body has more than `max_bytes`.
            Garbage: the answer is not HTTP, is cut off, or is compressed.
            OutboundInTransaction: a database transaction is open.

        """
        refuse_in_transaction()
        address = parse_address(url)
        check_allowed(address)
        if deadline.expired:
            late = TimedOut("no time was left to ask")
            late.may_have_arrived = False
            raise late
        tls = trust(str(self._ca_file or "")) if address.scheme == "https" else None
        question = _Question(method, address, headers or {}, body)
        with connected(address.host, address.port, deadline, tls) as sock:
            try:
                return _exchange(sock, question, max_bytes)
            except ConnectorError:
                raise
            except (OSError, HTTPException, ValueError) as error:
                failure = _in_our_words(error, deadline)
            raise failure  # outside of `except`, so that no foreign text hangs on it


@dataclass(frozen=True, slots=True)
class _Question:
    method: str
    address: Address
    headers: Mapping[str, str]
    body: bytes | None


def _exchange(sock: DeadlineSocket, question: _Question, max_bytes: int) -> HttpAnswer:
    connection = HTTPConnection(question.address.host, question.address.port)
    connection.sock = cast("socket.socket", sock)
    _send(connection, question)
    response = connection.getresponse()
    if sock.ended:  # the library takes the end of the stream for the end of the headers
        raise Garbage("the answer is cut off")
    _check_head(response, max_bytes)
    return HttpAnswer(
        status=response.status,
        headers={name.lower(): value for name, value in response.getheaders()},
        body=_read_body(response, max_bytes),
    )


def _send(connection: HTTPConnection, question: _Question) -> None:
    fixed = {
        "Host": question.address.host_header,
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": "Ratusz",
    }
    unsendable = False
    try:
        connection.request(
            question.method,
            question.address.target,
            body=question.body,
            headers={**question.headers, **fixed},
        )
    except BrokenPipeError:
        pass  # it answers before it has read everything, and the answer says why
    except ValueError:
        unsendable = True
    if unsendable:
        raise WrongData("request", "the method or a header cannot be sent")


def _check_head(response: HTTPResponse, max_bytes: int) -> None:
    if HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST:
        raise Refused(f"a redirect (HTTP status {response.status}) is not followed")
    if (response.getheader("Content-Encoding") or "identity").strip().lower() != "identity":
        raise Garbage("a compressed answer, which was not asked for")
    if response.length is not None and response.length > max_bytes:
        raise TooLarge(f"more than {max_bytes} bytes announced")


def _read_body(response: HTTPResponse, max_bytes: int) -> bytes:
    body = bytearray()
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > max_bytes:
            raise TooLarge(f"more than {max_bytes} bytes")
    if response.length:  # bytes announced and not delivered; `read` with a size says nothing
        raise Garbage("the answer is cut off")
    return bytes(body)


def _in_our_words(error: Exception, deadline: Deadline) -> ConnectorError:
    if isinstance(error, TimeoutError) or deadline.expired:
        return TimedOut("no whole answer within the deadline")
    if isinstance(error, RemoteDisconnected):
        return Refused("the other side hung up without an answer")
    if isinstance(error, OSError | IncompleteRead):
        return Garbage("the answer is cut off")
    return Garbage("the answer is not HTTP")
