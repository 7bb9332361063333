"""The sweeper: it finds whatever is due, at the same cost beside any number of finished rows."""

import uuid

import pytest
from celery import current_app
from django.db import connection

from cms.connectors import tasks
from cms.connectors.outbox import sweeping
from cms.connectors.outbox.claiming import due
from cms.connectors.outbox.models import OutboxDelivery, OutboxStep
from cms.connectors.outbox.running import stopping

from .kinds import AskableStep

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

MANY = 5_000


def test_the_sweeper_finds_what_no_wake_up_told_of(letter, put, states):
    letter()
    delivery = put()

    tasks.sweep()

    assert states(delivery) == ["delivered", "delivered"]


def test_a_wake_up_does_the_whole_delivery(letter, put, states):
    letter(*(AskableStep(name) for name in ("case", "file", "close")))
    delivery = put()

    tasks.deliver(str(delivery.pk))

    assert states(delivery) == ["delivered"] * 4


def test_a_process_that_must_end_claims_nothing(letter, put, states):
    letter()
    delivery = put()
    tasks.stop_early()
    try:
        tasks.sweep()
    finally:
        stopping.clear()

    assert states(delivery) == ["waiting", "open"]


def test_a_long_queue_gets_helpers_and_a_short_one_none(letter, put, monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.drain, "apply_async", lambda **options: sent.append(options))
    monkeypatch.setattr(sweeping, "ROWS_A_HELPER", 5)
    letter()
    for _ in range(4):
        put()
    tasks.sweep()
    assert sent == []

    for _ in range(100):
        put()
    tasks.sweep()

    assert len(sent) == sweeping.MOST_HELPERS


def test_the_query_reads_only_what_is_not_finished(letter, put, site):
    """PostgreSQL and SQLite take the partial index, in which finished steps are not."""
    letter()
    put()
    finished = [
        OutboxDelivery(
            number=f"old {number}", kind="test.letter", site=site, created_at="2020-01-01T00:00Z"
        )
        for number in range(MANY)
    ]
    OutboxDelivery.objects.bulk_create(finished)
    OutboxStep.objects.bulk_create(
        OutboxStep(delivery=each, position=0, name="send", key=uuid.uuid4(), state="delivered")
        for each in finished
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    plan = due()[:1].values("pk").explain()

    assert "outbox_due" in plan


def test_no_schedule_of_celery_names_an_unknown_task():
    for entry in current_app.conf.beat_schedule.values():
        assert entry["task"] in current_app.tasks


def test_messages_are_json_and_results_are_not_kept():
    conf = current_app.conf

    assert (conf.task_serializer, conf.accept_content) == ("json", ["json"])
    assert conf.task_ignore_result
    assert conf.result_backend is None
