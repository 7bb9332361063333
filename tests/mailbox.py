"""The mailbox of tests: a real mail server, and the outbox emptied into it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from email.message import EmailMessage

from django.test import override_settings

from cms.connectors.outbox.running import drain
from cms.connectors.simulators import mailbox
from cms.connectors.simulators.state import kept_in


@dataclass
class Letter:
    """A mail as it came in."""

    to: list[str]
    sender: str
    message: EmailMessage

    @property
    def subject(self):
        return str(self.message["Subject"])

    @property
    def body(self):
        return self.message.get_body(("plain",)).get_content().replace("\r\n", "\n")

    @property
    def html(self):
        return self.message.get_body(("html",)).get_content()


class Mailbox:
    """What has been sent; the oldest first."""

    def __init__(self, receiver):
        self.receiver = receiver

    def behave(self, mode):
        self.receiver.switch.behave(mode)

    def kept(self):
        """The letters that are there."""
        found = reversed(mailbox.mails())
        return [Letter(mail.recipients, mail.sender, mail.message) for mail in found]

    def __call__(self):
        """The letters, after everything that is due has left."""
        drain(seconds=20)
        return self.kept()


@contextlib.contextmanager
def running_mailbox(folder, **options):
    """A mail server that the settings name; `options` are those of its receiver."""
    with kept_in(folder / "mailbox.sqlite3"):
        receiver = mailbox.receiver(0, **options)
        receiver.start()
        server = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": receiver.port}
        try:
            with override_settings(**server, EMAIL_USE_TLS=False, EMAIL_USE_SSL=False):
                yield Mailbox(receiver)
        finally:
            receiver.stop()
