"""Handing a letter to a mail server, within one deadline, knowing what came of it (RFC 5321).

The standard library's client has a timeout for each read and does not say how far it came. Here
everything shares one deadline, and an error says whether the letter may have arrived: only between
its last byte and the server's answer to it does nobody know.
"""

from __future__ import annotations

import base64
import contextlib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from .deadline import Deadline
from .errors import CertificateRefused, ConnectorError, Garbage, NotConfigured, Refused, TimedOut
from .gate import is_loopback, refuse_in_transaction
from .results import Reason
from .sockets import DeadlineSocket, connected
from .tls import trust

_LONGEST_LINE = 2_048  # RFC 5321 allows 512; servers are wordy
_MOST_LINES = 100
_REPLY = re.compile(rb"([2-5][0-9]{2})([ -]?)([^\r\n]*)\r?\n")
_ADDRESS = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")
_READY, _OK, _LOGGED_IN, _GO_ON, _START = 220, 250, 235, 334, 354
_TEMPORARY = range(400, 500)
_FAILED = 400


class Security(StrEnum):
    """How the connection is encrypted."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"  # on this machine only


class Stage(StrEnum):
    """How far a conversation came."""

    GREETING = "greeting"
    TLS = "tls"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    """Certificates to trust instead of the system's."""
    hello: str = "localhost"
    """Our own name in the greeting."""


class Rejected(ConnectorError):
    """The server answered with an error; nothing has arrived.

    Args:
        stage: at what.
        code: its three digits.

    """

    reason = Reason.FAULT
    may_have_arrived = False

    def __init__(self, stage: Stage, code: int) -> None:
        super().__init__(f"SMTP {code} ({stage.value})")
        self.stage = stage
        self.code = code

    @property
    def temporary(self) -> bool:
        """Whether the server says that it may go better later."""
        return self.code in _TEMPORARY


@contextlib.contextmanager
def opened(server: MailServer, deadline: Deadline) -> Iterator[Conversation]:
    """A conversation with a server, encrypted and signed in; closed at the end of the block.

    Raises:
        NotConfigured: no server is named, or one outside of this machine without encryption.
        Refused: no connection, a certificate that is not good, or no encryption offered.
        TimedOut: the deadline came first.
        Garbage: it does not speak SMTP.
        Rejected: it answered with an error.
        OutboundInTransaction: a database transaction is open.

    """
    refuse_in_transaction()
    if not server.host:
        raise NotConfigured("no mail server is named")
    if server.security is Security.NONE and not is_loopback(server.host):
        raise NotConfigured("the mail server must be spoken to with TLS")
    tls = trust(server.ca_file) if server.security is not Security.NONE else None
    at_once = tls if server.security is Security.IMPLICIT else None
    with connected(server.host, server.port, deadline, at_once) as sock:
        conversation = Conversation(sock, deadline)
        conversation.begin(server, None if at_once else tls)
        yield conversation
        conversation.end()


class Conversation:
    """One connection, used by one thread."""

    def __init__(self, sock: DeadlineSocket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self._buffer = b""
        self._in_doubt = False
        self._offers: dict[str, str] = {}

    @property
    def certificate(self) -> dict[str, object]:
        """The server's certificate; empty without TLS."""
        return self._sock.certificate

    def begin(self, server: MailServer, tls: ssl.SSLContext | None) -> None:
        """Greet, encrypt, sign in."""
        self._expect(Stage.GREETING, _READY)
        self._greet(server.hello)
        if tls is not None:
            self._encrypt(server, tls)
            self._greet(server.hello)
        if server.user:
            self._sign_in(server)

    def noop(self) -> None:
        """Ask whether it is still there."""
        self._command(Stage.GREETING, "NOOP", _OK)

    def post(self, sender: str, recipient: str, letter: bytes) -> str:
        """Hand in a letter.

        Args:
            sender: the address that gets what comes back.
            recipient: one address.
            letter: the whole message, lines ending in CR LF, ASCII only.

        Returns:
            What the server says to it.

        Raises:
            ConnectorError: `may_have_arrived` says whether it may have been taken.

        """
        self._command(Stage.SENDER, f"MAIL FROM:<{path_of(sender)}>", _OK)
        self._command(Stage.RECIPIENT, f"RCPT TO:<{path_of(recipient)}>", _OK, 251)
        self._command(Stage.LETTER, "DATA", _START)
        body = letter if letter.endswith(b"\r\n") else letter + b"\r\n"
        self._write(re.sub(rb"^\.", b"..", body, flags=re.MULTILINE))
        self._in_doubt = True
        self._write(b".\r\n")
        said = self._expect(Stage.LETTER, _OK)
        self._in_doubt = False
        return said

    def end(self) -> None:
        """Say goodbye; the letter is handed in, so nobody minds how that goes."""
        with contextlib.suppress(ConnectorError):
            self._write(b"QUIT\r\n")

    def _greet(self, hello: str) -> None:
        said = self._command(Stage.GREETING, f"EHLO {hello}", _OK)
        offers = [line.partition(" ") for line in said.split("\n")[1:]]
        self._offers = {word.upper(): rest.upper() for word, _space, rest in offers}

    def _encrypt(self, server: MailServer, tls: ssl.SSLContext) -> None:
        if "STARTTLS" not in self._offers:
            raise self._settled(Refused("the mail server offers no encryption"))
        self._command(Stage.TLS, "STARTTLS", _READY)
        if self._buffer:  # said before the handshake, so by anybody on the way
            raise self._settled(Garbage("something was said before the encryption"))
        failure: ConnectorError | None = None
        try:
            self._sock.start_tls(tls, server.host)
        except TimeoutError:
            failure = TimedOut("no encryption within the deadline")
        except ssl.SSLCertVerificationError as error:
            failure = CertificateRefused("the certificate is not trusted", code=error.verify_code)
        except OSError:
            failure = Refused("the encryption failed")
        if failure is not None:
            raise self._settled(failure)

    def _sign_in(self, server: MailServer) -> None:
        ways = self._offers.get("AUTH", "").split()
        user, password = server.user.encode(), server.password.encode()
        if "PLAIN" in ways:
            secret = _base64(b"\0" + user + b"\0" + password)
            self._command(Stage.LOGIN, f"AUTH PLAIN {secret}", _LOGGED_IN)
        elif "LOGIN" in ways:
            self._command(Stage.LOGIN, "AUTH LOGIN", _GO_ON)
            self._command(Stage.LOGIN, _base64(user), _GO_ON)
            self._command(Stage.LOGIN, _base64(password), _LOGGED_IN)
        else:
            raise self._settled(Refused("the mail server offers no way to sign in"))

    def _command(self, stage: Stage, line: str, *good: int) -> str:
        self._write(f"{line}\r\n".encode("ascii"))
        return self._expect(stage, *good)

    def _expect(self, stage: Stage, *good: int) -> str:
        """The words of a good reply, its lines divided by line ends."""
        code, said = self._reply()
        if code in good:
            return said
        self._in_doubt = False  # whatever it says, it did not take the letter
        if code < _FAILED:
            raise self._settled(Garbage(f"an answer out of turn (SMTP {code})"))
        raise Rejected(stage, code)

    def _reply(self) -> tuple[int, str]:
        lines: list[str] = []
        for _number in range(_MOST_LINES):
            match = _REPLY.fullmatch(self._line())
            if match is None:
                break
            lines.append(match[3].decode("ascii", "replace"))
            if match[2] != b"-":
                return int(match[1]), "\n".join(lines)
        raise self._settled(Garbage("the answer is not SMTP"))

    def _line(self) -> bytes:
        while b"\n" not in self._buffer:
            if len(self._buffer) > _LONGEST_LINE:
                raise self._settled(Garbage("the answer is not SMTP"))
            self._buffer += self._read()
        line, _end, self._buffer = self._buffer.partition(b"\n")
        return line + b"\n"

    def _read(self) -> bytes:
        failure: ConnectorError
        try:
            received = self._sock.receive(_LONGEST_LINE)
        except TimeoutError:
            failure = TimedOut("no whole answer within the deadline")
        except OSError:
            failure = Refused("the mail server hung up")
        else:
            if received:
                return received
            failure = Refused("the mail server hung up")
        raise self._settled(failure)

    def _write(self, data: bytes) -> None:
        failure: ConnectorError
        try:
            self._sock.sendall(data)
        except TimeoutError:
            failure = TimedOut("the mail server did not listen within the deadline")
        except OSError:
            failure = Refused("the mail server hung up")
        else:
            return
        raise self._settled(failure)

    def _settled(self, failure: ConnectorError) -> ConnectorError:
        failure.may_have_arrived = self._in_doubt
        return failure


def path_of(address: str) -> str:
    """An address as the protocol writes it: ASCII, without anything that could end the line.

    Raises:
        NotConfigured: it cannot be written so.

    """
    local, _at, domain = address.rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    if not _ADDRESS.fullmatch(f"{local}@{domain}"):
        raise NotConfigured("the address is none")
    return f"{local}@{domain}"


def _base64(secret: bytes) -> str:
    return base64.b64encode(secret).decode("ascii")
