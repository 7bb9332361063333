"""The mail server of the demo: strict about the protocol, and able to misbehave (RFC 5321)."""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from .smtp_modes import MailSwitch, Mode
from .smtp_wire import HungUp, SmtpWire

MAX_MAIL_BYTES = 10 * 1024 * 1024
_MOST_RECIPIENTS = 100
_PATH = re.compile(r"<([^<>\s]+@[^<>\s]+)>((?: \S+)*)")
_NAME = re.compile(r"[A-Za-z0-9.\-\[\]:]+")


class MailReceiver(socketserver.ThreadingTCPServer):
    """Takes mail on 127.0.0.1.

    Args:
        port: where; 0 for any free one.
        keep: gets sender, recipients and the raw message of each mail.
        tls: encrypt with this; None for a server without encryption.
        implicit: encrypt from the first byte, instead of by STARTTLS.
        login: user and password that are asked for; None asks for none.

    Raises:
        OSError: the port is taken.

    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(
        self,
        port: int,
        keep: Callable[[str, list[str], bytes], None],
        *,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
        login: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.keep = keep
        self.tls = tls
        self.implicit = implicit
        self.login = login
        self.switch = MailSwitch()
        self.stopping = threading.Event()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Serve in a thread."""
        threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def stop(self) -> None:
        """Stop at once, also in the middle of answers that drip."""
        self.stopping.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that hang up."""


@dataclass(slots=True)
class _Letter:
    sender: str | None = None
    recipients: list[str] | None = None


class _Conversation(SmtpWire):
    """One client. Commands out of turn are refused."""

    server: MailReceiver
    slow_seconds: ClassVar[float] = 1.0
    patience: ClassVar[float] = 60.0

    def setup(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request.settimeout(self.patience)
        self.stopping = self.server.stopping
        self.mode = self.server.switch.now()
        self.buffer = b""
        self.greeted = self.signed_in = False
        self.letter = _Letter()

    def handle(self) -> None:
        with contextlib.suppress(HungUp, OSError):
            self._talk()

    def _talk(self) -> None:
        if self.mode is Mode.REFUSE:
            self.cut()
        if self.server.tls and self.server.implicit:
            self.encrypt(self.server.tls)
        if self.mode is Mode.SILENT:
            self.wait(self.patience)
            raise HungUp
        if self.mode is Mode.GARBAGE:
            self.send(b"HTTP/1.1 200 OK\r\n\r\n")
            raise HungUp
        if self.mode is Mode.BUSY:
            self.say(421, "Too busy, try later")
            raise HungUp
        self.say(220, "mailbox ESMTP Ratusz")
        while True:
            self._obey(self.line())

    def _obey(self, line: bytes) -> None:
        try:
            word, _space, rest = line.decode("ascii").partition(" ")
        except UnicodeDecodeError:
            self.say(500, "ASCII only")
            return
        commands: dict[str, Callable[[str], None]] = {
            "EHLO": self._ehlo,
            "STARTTLS": self._starttls,
            "AUTH": self._auth,
            "MAIL": self._mail,
            "RCPT": self._rcpt,
            "DATA": self._data,
            "RSET": self._rset,
            "NOOP": lambda _rest: self.say(250, "Here"),
            "QUIT": self._quit,
        }
        command = commands.get(word.upper())
        if command is None:
            self.say(502, "No such command")
        else:
            command(rest)

    def _ehlo(self, rest: str) -> None:
        if not _NAME.fullmatch(rest):
            self.say(501, "EHLO and your name")
            return
        self.greeted, self.letter = True, _Letter()
        offers = ["mailbox", f"SIZE {MAX_MAIL_BYTES}"]
        if self.server.tls and not self.encrypted and self.mode is not Mode.NO_TLS:
            offers.append("STARTTLS")
        if self.server.login and self.encrypted:
            offers.append("AUTH PLAIN LOGIN")
        self.say(250, *offers)

    def _starttls(self, rest: str) -> None:
        if rest or not self.server.tls or self.encrypted or self.mode is Mode.NO_TLS:
            self.say(503, "Not now")
            return
        self.say(220, "Go ahead")
        self.encrypt(self.server.tls)
        self.buffer, self.greeted = b"", False

    def _auth(self, rest: str) -> None:
        way, _space, secret = rest.partition(" ")
        if not (self.server.login and self.encrypted and self.greeted) or self.signed_in:
            self.say(503, "Not now")
        elif way.upper() == "PLAIN" and secret:
            self._judge(_plain(secret))
        elif way.upper() == "LOGIN" and not secret:
            self.say(334, "VXNlcm5hbWU6")
            user = _decoded(self.line())
            self.say(334, "UGFzc3dvcmQ6")
            self._judge((user, _decoded(self.line())))
        else:
            self.say(504, "PLAIN or LOGIN")

    def _judge(self, login: tuple[str, str] | None) -> None:
        self.signed_in = login == self.server.login and self.mode is not Mode.WRONG_LOGIN
        self.say(235, "Welcome") if self.signed_in else self.say(535, "Not accepted")

    def _mail(self, rest: str) -> None:
        match = _PATH.fullmatch(rest[5:]) if rest.upper().startswith("FROM:") else None
        if self.server.login and not self.signed_in:
            self.say(530, "Sign in first")
        elif not self.greeted or self.letter.sender is not None:
            self.say(503, "Not now")
        elif match is None:
            self.say(501, "MAIL FROM:<address>")
        else:
            self.letter = _Letter(match[1], [])
            self.say(250, "Go on")

    def _rcpt(self, rest: str) -> None:
        match = _PATH.fullmatch(rest[3:]) if rest.upper().startswith("TO:") else None
        if self.letter.recipients is None:
            self.say(503, "Not now")
        elif match is None or len(self.letter.recipients) >= _MOST_RECIPIENTS:
            self.say(501, "RCPT TO:<address>")
        elif self.mode is Mode.GREYLIST:
            self.say(450, "Greylisted, come back")
        elif self.mode is Mode.NO_SUCH_USER:
            self.say(550, f"No such user {match[1]}")
        else:
            self.letter.recipients.append(match[1])
            self.say(250, "Go on")

    def _data(self, rest: str) -> None:
        if rest or not self.letter.recipients:
            self.say(503, "Not now")
            return
        if self.mode is Mode.CUT_AT_DATA:
            self.cut()
        self.say(354, "End with a dot")
        if self.mode is Mode.CUT_BEFORE_DOT:
            self.line()
            self.cut()
        raw = self._body()
        if raw is None:
            self.say(552, "Too large")
        elif self.mode is Mode.FULL:
            self.say(452, "No room now")
        elif self.mode is Mode.SPAM:
            self.say(554, "Looks like spam")
        else:
            self.server.keep(self.letter.sender or "", list(self.letter.recipients), raw)
            if self.mode is Mode.CUT_AFTER_DOT:
                self.cut()
            if self.mode is Mode.SILENT_AFTER_DOT:
                self.wait(self.patience)
                raise HungUp
            if self.mode is Mode.SLOW:
                self.wait(self.slow_seconds)
            self.say(250, "2.0.0 Ok: queued as 4F2A91C0D7")
        self.letter = _Letter()

    def _body(self) -> bytes | None:
        """The message, dots taken back; None when it is too large."""
        lines: list[bytes] = []
        size = 0
        while (line := self.line()) != b".":
            size += len(line) + 2
            if size <= MAX_MAIL_BYTES:
                lines.append(line.removeprefix(b"."))
        return b"".join(line + b"\r\n" for line in lines) if size <= MAX_MAIL_BYTES else None

    def _rset(self, _rest: str) -> None:
        self.letter = _Letter()
        self.say(250, "Forgotten")

    def _quit(self, _rest: str) -> None:
        self.say(221, "Bye")
        raise HungUp


def _plain(secret: str) -> tuple[str, str] | None:
    parts = _decoded(secret.encode()).split("\0")
    return (parts[1], parts[2]) if len(parts) == 3 else None  # noqa: PLR2004 - as RFC 4616 says


def _decoded(text: bytes) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
