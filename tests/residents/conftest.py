"""Two municipalities, and letters that have left before a test ends."""

import pytest
from django.db import transaction
from wagtail.models import Site

from cms.residents import post
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
def letters(mailoutbox):
    """The letters sent so far, read after they have left."""

    def sent():
        post.wait_until_sent()
        return list(mailoutbox)

    yield sent
    post.wait_until_sent()
