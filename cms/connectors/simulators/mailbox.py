"""`/mail/`: an SMTP server that keeps every mail of the demo, and the pages that show them."""

from __future__ import annotations

import datetime
import email
import email.policy
import json
import re
import sqlite3
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs

from .misbehave import Answer
from .replies import MAILBOX, as_json, page, text, wants_json
from .smtp import MailReceiver
from .state import opened

SHOWN = 200
"""How many mails a list holds, the newest first."""

_MAIL = re.compile(re.escape(MAILBOX) + r"([0-9]{1,12})/(html/)?")
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it came in."""

    number: int
    received_at: datetime.datetime
    sender: str
    recipients: list[str]
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message.get("Subject", ""))

    @property
    def text(self) -> str:
        """The plain part; empty when there is none."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The HTML part; empty when there is none."""
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        try:
            return str(part.get_content()) if part is not None else ""
        except (LookupError, ValueError):  # a character set that nobody knows
            return ""

    def as_dict(self) -> dict[str, Any]:
        """For the JSON API."""
        return {
            "id": self.number,
            "received_at": self.received_at.isoformat(),
            "from": self.sender,
            "to": self.recipients,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
        }


def receiver(port: int, **options: Any) -> MailReceiver:
    """The SMTP server on 127.0.0.1, which fills the box; `options` are those of `MailReceiver`."""
    return MailReceiver(port, deliver, **options)


def deliver(sender: str, recipients: list[str], raw: bytes) -> None:
    """Put a mail into the box."""
    now = datetime.datetime.now(datetime.UTC).isoformat()
    with opened() as connection:
        connection.execute(
            "INSERT INTO mail (received_at, sender, recipients, raw) VALUES (?, ?, ?, ?)",
            (now, sender, json.dumps(recipients), raw),
        )


def mails(*, to: str = "", most: int = SHOWN) -> list[Mail]:
    """The newest mails, the newest first; only those to an address, when one is given."""
    with opened() as connection:
        rows = connection.execute("SELECT * FROM mail ORDER BY id DESC").fetchall()
    wanted = to.strip().lower()
    found: list[Mail] = []
    for row in rows:
        if not wanted or wanted in (address.lower() for address in json.loads(row[3])):
            found.append(_mail(row))
            if len(found) == most:
                break
    return found


def mail(number: int) -> Mail | None:
    """One mail, or None."""
    with opened() as connection:
        row = connection.execute("SELECT * FROM mail WHERE id = ?", (number,)).fetchone()
    return _mail(row) if row else None


def clear() -> None:
    """Empty the box."""
    with opened() as connection:
        connection.execute("DELETE FROM mail")


def answer(environ: dict[str, Any]) -> Answer:
    """The list, one mail, its HTML part; `DELETE` empties the box.

    `?to=` narrows the list; `Accept: application/json` gives it to a program.
    """
    path = environ["PATH_INFO"]
    if path == MAILBOX:
        return _list(environ)
    match = _MAIL.fullmatch(path)
    one = mail(int(match[1])) if match else None
    if match is None or one is None:
        return text("404 Not Found", "There is no such mail.")
    if match[2]:
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", _SANDBOX),
        ]
        return Answer("200 OK", headers, one.html.encode())
    return as_json(one.as_dict()) if wants_json(environ) else page("mail.html", {"mail": one})


def _list(environ: dict[str, Any]) -> Answer:
    if environ["REQUEST_METHOD"] == "DELETE":
        clear()
    to = parse_qs(environ["QUERY_STRING"]).get("to", [""])[0]
    found = mails(to=to)
    if wants_json(environ) or environ["REQUEST_METHOD"] == "DELETE":
        return as_json({"mails": [one.as_dict() for one in found]})
    return page("mails.html", {"mails": found, "to": to})


def _mail(row: sqlite3.Row | tuple[Any, ...]) -> Mail:
    number, received_at, sender, recipients, raw = row
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    return Mail(
        number=number,
        received_at=datetime.datetime.fromisoformat(received_at),
        sender=sender,
        recipients=json.loads(recipients),
        message=parsed,
    )
