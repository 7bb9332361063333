"""The wake-up: it may get lost, it may never hold up or break what woke."""

import socket
import time

import pytest
from celery import current_app

from cms.connectors.outbox import enqueue, waking
from cms.connectors.outbox.models import OutboxDelivery

LONGEST = 1.5


@pytest.fixture(autouse=True)
def undisturbed():
    waking.pace.forget()
    yield
    waking.pace.forget()


@pytest.fixture
def broker(monkeypatch):
    """Name the broker that the wake-up talks to."""

    def broker(address):
        monkeypatch.setattr(current_app.conf, "broker_url", address)
        monkeypatch.setattr(current_app.conf, "broker_write_url", address)

    return broker


@pytest.fixture
def silent_port():
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        yield probe.getsockname()[1]


def test_a_message_with_the_id_alone_leaves_after_the_commit(
    site, letter, monkeypatch, django_capture_on_commit_callbacks
):
    letter()
    sent = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, args, **options: sent.append((name, args))
    )

    with django_capture_on_commit_callbacks(execute=True):
        receipt = enqueue("test.letter", site=site, payload={"pesel": "85010112349"})
        assert sent == []

    assert sent == [("ratusz.outbox.deliver", (str(receipt.id),))]


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_refuses_costs_nothing(broker, closed_port, scheme):
    broker(f"{scheme}://127.0.0.1:{closed_port}//")

    started = time.monotonic()

    assert waking.wake("id") is False
    assert time.monotonic() - started < LONGEST


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_says_nothing_costs_little_and_only_once(broker, silent_port, scheme):
    broker(f"{scheme}://127.0.0.1:{silent_port}//")
    started = time.monotonic()
    assert waking.wake("id") is False
    assert time.monotonic() - started < LONGEST

    again = time.monotonic()

    assert [waking.wake("id") for _ in range(50)] == [False] * 50
    assert time.monotonic() - again < 0.1


def test_a_dead_broker_breaks_no_submission(
    site, letter, broker, closed_port, django_capture_on_commit_callbacks
):
    letter()
    broker(f"redis://127.0.0.1:{closed_port}/0")

    with django_capture_on_commit_callbacks(execute=True):
        receipt = enqueue("test.letter", site=site, payload={})

    assert OutboxDelivery.objects.get(pk=receipt.id).number == receipt.number


def test_many_at_once_are_left_to_the_sweeper(monkeypatch):
    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: sent.append(args))

    for _ in range(100):
        waking.wake("id")

    assert len(sent) == waking.MOST_A_SECOND
