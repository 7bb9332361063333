"""What real processes leave in the broker's folder, the database file and the worker's log."""

import uuid

import pytest

from tests.security.canaries.traces import traces_in

# The database is copied, so it must be there.
pytestmark = pytest.mark.django_db

PESEL = "78031400122"


def test_nothing_of_what_is_sent_is_left_in_clear(installation):
    installation.start("web")

    number, _ = installation.put(str(uuid.uuid4()), words=PESEL)

    messages = [path for path in (installation.var / "queue").rglob("*") if path.is_file()]
    # Celery's body is base64; the name of the task stands in the headers.
    assert any(b"ratusz.outbox.deliver" in path.read_bytes() for path in messages)
    assert traces(messages) == []

    installation.start("worker")
    installation.wait_until_delivered(number, 60)

    left = [*installation.var.glob("db.sqlite3*"), installation.var / "worker.log"]
    assert traces(left) == []


def traces(paths):
    return [
        f"{path.name}: {trace}"
        for path in paths
        for trace in traces_in(path.read_bytes(), {"PESEL": PESEL})
    ]
