"""A municipality, declared notices, and short names for what these tests do again and again."""

import datetime

import pytest

from cms.connectors import smtp
from cms.notices import kinds
from cms.notices.kinds import MATTERS, Channel, Notice
from tests.audit import people
from tests.connectors.certificates import server_context
from tests.connectors.outbox.conftest import later  # noqa: F401
from tests.mailbox import running_mailbox


@pytest.fixture
def site(db):
    return people.first_site()


@pytest.fixture
def other_site(site):
    return people.second_site()


@pytest.fixture
def declared(monkeypatch):
    """Declare a notice for the time of a test."""
    monkeypatch.setattr(kinds, "_declared", dict(kinds._declared))

    def declared(kind="test.closed", **changed):
        fields = {
            "title": "Report closed",
            "topic": MATTERS,
            "names": ("number",),
            "subject": "Report $number is closed",
            "text": "We have closed your report $number.\n\n$link",
            "action": "See the report",
            "samples": {"number": "Z-12"},
        }
        kinds._declared.pop(kind, None)
        return kinds.declare(Notice(kind, **{**fields, **changed}))

    return declared


@pytest.fixture
def closed(declared):
    return declared()


HOUR = datetime.timedelta(hours=1)
BOTH = (Channel.MAIL, Channel.INBOX)
LOGIN = ("portal", "tajne hasło")


@pytest.fixture
def letters(tmp_path, db):
    """A mailbox that the outbox sends to."""
    with running_mailbox(tmp_path) as mailbox:
        yield mailbox


@pytest.fixture
def secured(tmp_path):
    """A mail server with TLS and a password, and how to reach it."""
    context, authority = server_context(tmp_path)

    def secured(**options):
        return running_mailbox(tmp_path, tls=context, login=LOGIN, **options)

    def reach(box, security=smtp.Security.STARTTLS, **changed):
        values = {
            "host": "127.0.0.1",
            "port": box.receiver.port,
            "security": security,
            "user": LOGIN[0],
            "password": LOGIN[1],
            "ca_file": str(authority),
        }
        return smtp.MailServer(**{**values, **changed})

    secured.reach = reach
    return secured
