"""A municipality, declared notices, and short names for what these tests do again and again."""

import datetime

import pytest

from cms.notices import kinds
from cms.notices.kinds import MATTERS, Channel, Notice
from tests.audit import people
from tests.connectors.outbox.conftest import later  # noqa: F401


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
