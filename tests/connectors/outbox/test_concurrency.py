"""Many workers at once: each row is somebody's, and only one's."""

import threading
import time

import pytest
from django.db import connection, connections

from cms.connectors.outbox.claiming import claim_due
from cms.connectors.outbox.models import OutboxStep
from cms.connectors.outbox.running import drain

from .kinds import AskableStep

pytestmark = [
    pytest.mark.concurrency,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

THREADS = 10
ROWS = 200


@pytest.fixture
def threads():
    """Run a function in many threads at once, where the database allows several connections."""
    if connection.vendor == "sqlite":  # in memory it belongs to one thread

        def threads(function):
            function()
    else:

        def threads(function):
            start = threading.Barrier(THREADS)
            errors = []

            def work():
                try:
                    start.wait()
                    function()
                except BaseException as error:
                    errors.append(error)
                finally:
                    connections.close_all()

            running = [threading.Thread(target=work) for _ in range(THREADS)]
            for thread in running:
                thread.start()
            for thread in running:
                thread.join()
            assert errors == []

    return threads


def test_no_row_is_claimed_twice(letter, put, threads):
    letter()
    for _ in range(ROWS):
        put()
    claimed = []

    def claim_all():
        while claim := claim_due():
            claimed.append((claim.row.pk, claim.row.lease))

    threads(claim_all)

    assert len(claimed) == ROWS
    assert {pk for pk, _ in claimed} == set(OutboxStep.objects.values_list("pk", flat=True))
    assert set(claimed) == set(OutboxStep.objects.values_list("pk", "lease"))


def test_no_row_is_sent_twice_when_many_drain(letter, put, threads):
    (step,) = letter(AskableStep("send"))
    for _ in range(ROWS):
        put()

    threads(lambda: drain(seconds=60))

    keys = [parcel.key for parcel in step.sent]
    assert len(keys) == len(set(keys)) == ROWS
    assert OutboxStep.objects.filter(state="delivered").count() == ROWS


def test_a_slow_send_holds_nobody_up(letter, put, threads):
    if connection.vendor == "sqlite":
        pass  # one thread: there is nobody else
    (step,) = letter(AskableStep("send", *[lambda: time.sleep(0.5)] * THREADS))
    for _ in range(THREADS):
        put()
    started = time.monotonic()

    threads(lambda: drain(seconds=0.1))

    assert len(step.sent) >= 1
    if connection.vendor != "sqlite":
        assert len(step.sent) == THREADS
        assert time.monotonic() - started < THREADS * 0.5
