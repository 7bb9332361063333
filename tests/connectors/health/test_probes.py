"""`/healthz` and `/readyz`: what supervisors ask."""

import datetime

import pytest
from django.db import DatabaseError
from django.db.models import F

from cms.connectors.health import probes
from cms.connectors.outbox import enqueue
from cms.connectors.outbox.models import OutboxEvent, OutboxStep
from tests.connectors.outbox.kinds import AskableStep, declare

HOUR = datetime.timedelta(hours=1)
PARTS = {"database", "migrations", "cache", "outbox"}


@pytest.fixture(autouse=True)
def another_process(monkeypatch):
    """Each test asks a process that has not asked yet."""
    monkeypatch.setattr(probes, "_migrations", probes._Migrations())


@pytest.fixture
def late_step(site, monkeypatch):
    """A delivery that has been due for an hour."""
    declare(monkeypatch, AskableStep("send"))
    enqueue("test.letter", site=site, payload={"text": "x"})
    OutboxStep.objects.update(due_at=F("due_at") - HOUR)
    return OutboxStep.objects.get()


def failed(answer):
    return {name for name, state in answer.json()["parts"].items() if state != "ok"}


def test_process_answers_without_the_database(client):
    answer = client.get("/healthz")  # no database here: any query would fail the test

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": {}})


@pytest.mark.sql
@pytest.mark.django_db
def test_ready_names_its_parts(client):
    answer = client.get("/readyz")

    assert (answer.status_code, failed(answer)) == (200, set())
    assert set(answer.json()["parts"]) == PARTS
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_is_neither_redirected_nor_refused(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    settings.LANGUAGE_CODE = "pl"

    answer = client.get(path, headers={"host": "10.1.2.3", "accept-language": "uk"})

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Vary" not in answer.headers


def test_probe_takes_only_reading(client):
    assert client.post("/healthz").status_code == 405
    assert client.head("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz/", "/readyz/x", "/pl/readyz"])
@pytest.mark.django_db
def test_other_addresses_are_no_probes(client, path):
    assert client.get(path).headers["Content-Type"] != "application/json"


@pytest.mark.django_db
def test_ready_says_which_part_failed_and_not_why(client, monkeypatch, caplog):
    def broken():
        raise DatabaseError("password of user ratusz at 10.0.0.1")

    monkeypatch.setattr(probes, "_cache", broken)

    answer = client.get("/readyz")

    assert (answer.status_code, failed(answer)) == (503, {"cache"})
    assert "10.0.0.1" not in f"{answer.content} {caplog.text}"


@pytest.mark.django_db
def test_ready_without_a_database_does_not_wait_for_it_again(client, monkeypatch):
    monkeypatch.setattr(probes, "_database", lambda: False)

    assert failed(client.get("/readyz")) >= {"database", "migrations", "outbox"}


@pytest.mark.django_db
def test_ready_misses_a_migration_and_looks_again(client, monkeypatch):
    from django.db.migrations.executor import MigrationExecutor

    with monkeypatch.context() as patch:
        patch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one more"])
        assert failed(client.get("/readyz")) == {"migrations"}

    assert client.get("/readyz").status_code == 200


@pytest.mark.sql
@pytest.mark.django_db
def test_ready_remembers_that_the_migrations_were_there(client, django_assert_max_num_queries):
    client.get("/readyz")

    # SELECT 1, one for the outbox, and the cache's own in its table.
    with django_assert_max_num_queries(12):
        client.get("/readyz")


@pytest.mark.sql
@pytest.mark.django_db
def test_outbox_that_nobody_works_off_is_not_ready(client, late_step):
    assert failed(client.get("/readyz")) == {"outbox"}


@pytest.mark.sql
@pytest.mark.django_db
def test_outbox_that_is_late_because_the_other_side_is_down_is_ready(client, late_step):
    from django.utils import timezone

    OutboxEvent.objects.create(step=late_step, at=timezone.now(), what="try_again")

    assert client.get("/readyz").status_code == 200
