"""Schedules: once each time however many schedulers, and once after a night off (REL-22)."""

import datetime
import threading
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from django.db import connection, connections
from django.db.models import F
from wagtail.models import Site

from cms.addonkit.switch import set_enabled
from cms.connectors import schedules
from cms.connectors.models import ScheduleState
from cms.connectors.schedules import Schedule

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

RUNS = []
SCHEDULERS = 3


def remember(site=None):
    RUNS.append(site)


def fail():
    RUNS.append(None)
    raise ValueError("85010112349")


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    """Declare schedules for the time of a test."""
    RUNS.clear()

    def declare(period=None, function="remember", slug="", name="test.tidy"):
        path = f"{__name__}.{function}"
        found = {name: Schedule(name, path, period or crontab(hour=3, minute=0), slug)}
        monkeypatch.setattr(schedules, "declared", lambda: found)

    declare()
    return declare


@pytest.fixture
def night():
    """Let some days pass without a scheduler: the clock is the database's."""

    def night(days=1):
        gone = datetime.timedelta(days=days)
        ScheduleState.objects.update(due_at=F("due_at") - gone)
        leased = ScheduleState.objects.filter(leased_until__isnull=False)
        leased.update(leased_until=F("leased_until") - gone)

    return night


def tick():
    """What a scheduler makes the workers do."""
    return [schedules.run(row) for row in schedules.due()]


def test_a_new_schedule_waits_for_its_time():
    assert tick() == []
    assert tick() == []

    row = ScheduleState.objects.get()
    assert row.name == "test.tidy"
    assert row.due_at.astimezone(ZoneInfo("Europe/Warsaw")).hour == 3
    assert RUNS == []


def test_after_a_night_off_it_catches_up_once(night):
    tick()
    night(days=10)

    assert tick() == [True]
    assert tick() == []

    assert len(RUNS) == 1
    row = ScheduleState.objects.get()
    assert row.due_at > datetime.datetime.now(datetime.UTC)
    assert row.finished_at is not None
    assert row.lease == ""


def test_two_schedulers_that_saw_the_same_run_it_once(night):
    tick()
    night()
    seen, seen_too = schedules.due(), schedules.due()

    assert [schedules.run(row) for row in seen + seen_too] == [True, False]

    assert len(RUNS) == 1


def test_what_is_running_is_not_started_again(night, monkeypatch):
    tick()
    night()
    inside = []

    def slow(self, site):
        inside.append([schedules.due(), schedules.run(ScheduleState.objects.get().pk)])

    monkeypatch.setattr(Schedule, "run", slow)
    tick()

    assert inside == [[[], False]]


def test_what_a_dead_scheduler_held_is_run_by_another(night):
    tick()
    night()
    row = ScheduleState.objects.get()
    assert schedules._take(row, "of a dead one")
    assert tick() == []

    ScheduleState.objects.update(
        leased_until=F("leased_until") - datetime.timedelta(seconds=schedules.LEASE + 1)
    )

    assert tick() == [True]
    assert len(RUNS) == 1


def test_a_failure_is_tried_again_soon_and_named_without_its_text(declared, night, caplog):
    declared(function="fail")
    tick()
    night()

    for _ in range(6):
        tick()
        ScheduleState.objects.update(due_at=F("due_at") - datetime.timedelta(minutes=6))

    row = ScheduleState.objects.get()
    assert len(RUNS) == 1 + schedules.RETRIES
    assert (row.error, row.failures) == ("ValueError", 4)
    assert "85010112349" not in caplog.text


def test_an_earlier_time_in_new_code_counts(declared):
    declared(crontab(hour=3, minute=0, day_of_month=1, month_of_year=1))
    tick()

    declared(datetime.timedelta(minutes=5))
    tick()

    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=6)
    assert ScheduleState.objects.get().due_at < soon


def test_an_add_ons_schedule_runs_for_each_site_where_it_is_on(declared, night):
    first = Site.objects.get(is_default_site=True)
    second = Site.objects.create(hostname="other.example", root_page=first.root_page)
    declared(slug="sample", name="sample.refresh")
    tick()
    set_enabled("sample", second, enabled=False)
    night()

    tick()
    assert [site.pk for site in RUNS] == [first.pk]

    set_enabled("sample", second, enabled=True)
    tick()
    assert [site.pk for site in RUNS] == [first.pk, second.pk]


def test_manifests_and_apps_declare_what_can_be_loaded():
    from django.utils.module_loading import import_string

    for schedule in REAL().values():
        assert callable(import_string(schedule.path)), schedule.name
        assert schedules.next_after(schedule.period, datetime.datetime.now(datetime.UTC))


REAL = schedules.declared


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_three_schedulers_at_once_run_each_once(declared, night):
    names = [f"test.{number}" for number in range(5)]
    found = {
        name: Schedule(name, f"{__name__}.remember", datetime.timedelta(hours=1), "")
        for name in names
    }
    schedules.declared = lambda: found  # undone by the fixture
    tick()
    night()
    if connection.vendor == "sqlite":  # in memory it belongs to one thread
        for _ in range(SCHEDULERS):
            tick()
    else:
        start = threading.Barrier(SCHEDULERS)

        def scheduler():
            start.wait()
            tick()
            connections.close_all()

        threads = [threading.Thread(target=scheduler) for _ in range(SCHEDULERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(RUNS) == len(names)
