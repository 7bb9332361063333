"""A municipality, and checks that behave as a test says."""

import threading

import pytest

from cms.connectors.health import running
from cms.connectors.health.subjects import Subject
from tests.audit import people


@pytest.fixture
def site(db):
    return people.first_site()


@pytest.fixture
def other_site(site):
    return people.second_site()


@pytest.fixture
def checks(monkeypatch):
    """Let exactly these be checked: `checks(ledger=function, mail=function)`."""

    def checks(**functions):
        subjects = [
            Subject(f"test.{name}", name.title(), run, is_connector=True)
            for name, run in functions.items()
        ]
        monkeypatch.setattr("cms.connectors.health.services.subjects_of", lambda _site: subjects)
        monkeypatch.setattr("cms.connectors.health.reading.subjects_of", lambda _site: subjects)
        return subjects

    return checks


@pytest.fixture
def hanging():
    """A check that hangs until the test is over."""
    over = threading.Event()
    yield lambda _site: over.wait(30) and ()
    over.set()
    for thread in list(running._running.values()):
        thread.join(5)
    running._running.clear()
