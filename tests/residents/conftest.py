"""Two municipalities, and a mailbox."""

import pytest
from django.db import transaction
from wagtail.models import Site

from tests.connectors.outbox.conftest import later  # noqa: F401
from tests.mailbox import running_mailbox
from tests.residents import people


@pytest.fixture
def site(db):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def other_site(site):
    return people.second_municipality()


@pytest.fixture
def commits_at_once(monkeypatch):
    """What waits for the end of a transaction runs now: a test's own transaction never ends."""
    monkeypatch.setattr(transaction, "on_commit", lambda run, using=None, robust=False: run())


@pytest.fixture
def letters(tmp_path, db):
    """The letters sent so far, after what waited has left."""
    with running_mailbox(tmp_path) as mailbox:
        yield mailbox
