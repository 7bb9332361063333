"""Reminders: told at their time, once, and not when nobody needs them any more."""

import datetime
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from cms.connectors import schedules
from cms.notices import reminders
from cms.notices.models import Message, Reminder
from cms.notices.reminders import KEPT, PAUSE, USEFUL_FOR, cancel, remind_at, tell_due, tidy

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
VALUES = {"number": "Z-7"}


@pytest.fixture
def anna(db):
    return get_user_model().objects.create_user("anna@example.org", "x")


@pytest.fixture
def plan(site, anna, closed):
    def plan(after=HOUR, **changed):
        fields = {"values": VALUES, "link": "/sprawy/7/", "once": "card:1", **changed}
        at = timezone.now() + after
        return remind_at("test.closed", site=site, user_id=anna.pk, at=at, **fields)

    return plan


def later(step):
    """Let time pass for all reminders."""
    for row in Reminder.objects.all():
        row.due_at -= step
        row.useless_after -= step
        row.ended_at = row.ended_at and row.ended_at - step
        row.save()


def subjects():
    return [message.subject for message in Message.objects.all()]


def test_reminder_is_told_at_its_time_and_not_before(site, plan):
    assert plan()
    assert (tell_due(site), subjects()) == (0, [])

    later(HOUR)

    assert (tell_due(site), subjects()) == (1, ["Report Z-7 is closed"])
    assert Message.objects.get().link == "/sprawy/7/"


def test_reminder_is_told_once(site, plan):
    plan()
    later(HOUR)

    assert [tell_due(site), tell_due(site)] == [1, 0]
    assert plan() is False
    assert tell_due(site) == 0
    assert len(subjects()) == 1


def test_planning_again_changes_what_waits(site, plan):
    plan()

    assert plan(3 * HOUR, values={"number": "Z-8"})
    later(HOUR)
    assert tell_due(site) == 0
    later(2 * HOUR)
    tell_due(site)

    assert subjects() == ["Report Z-8 is closed"]


def test_cancelled_reminder_is_not_told(site, plan):
    plan()

    assert cancel("test.closed", site=site, once="card:1")
    assert not cancel("test.closed", site=site, once="card:1")
    later(HOUR)

    assert tell_due(site) == 0


def test_told_reminder_cannot_be_cancelled(site, plan):
    plan()
    later(HOUR)
    tell_due(site)

    assert not cancel("test.closed", site=site, once="card:1")
    assert plan() is False


def test_after_a_long_night_only_what_is_of_use_is_told(site, plan):
    plan(HOUR, once="old", values={"number": "old"})
    plan(HOUR + USEFUL_FOR, once="new", values={"number": "new"})
    later(2 * HOUR + USEFUL_FOR)

    assert tell_due(site) == 1
    assert subjects() == ["Report new is closed"]
    assert Reminder.objects.waiting().count() == 0


def test_notice_says_how_long_its_reminder_is_of_use(site, plan, declared):
    declared(valid_for=HOUR)
    plan()
    later(2 * HOUR)

    assert tell_due(site) == 0


def test_caller_says_until_when_it_is_of_use(site, plan):
    plan(useless_after=timezone.now() + 10 * DAY)
    later(9 * DAY)

    assert tell_due(site) == 1


def test_content_is_encrypted_while_it_waits_and_gone_afterwards(site, plan):
    def stored():
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM ratusz_notices_reminder")
            return cursor.fetchone()[0]

    plan(values={"number": "Z-secret"})
    assert "Z-secret" not in stored()
    assert stored()

    later(HOUR)
    tell_due(site)
    assert not stored()


def test_one_that_fails_waits_and_harms_no_other(site, plan, declared, caplog):
    plan(once="bad", values={"number": "Z-9"})
    plan(once="good", values={"number": "Z-10"})
    Reminder.objects.filter(once="bad").update(content="not json")
    later(HOUR)

    assert tell_due(site) == 1
    bad = Reminder.objects.get(once="bad")
    assert bad.ended_at is None
    assert bad.due_at > timezone.now() + PAUSE / 2
    assert "could not be told" in caplog.text
    assert "Z-9" not in caplog.text


def test_reminder_of_an_app_that_is_gone_waits_for_its_return(site, plan, monkeypatch):
    from cms.notices import kinds

    plan()
    later(HOUR)
    with monkeypatch.context() as gone:
        gone.setattr(kinds, "_declared", {})
        assert tell_due(site) == 0
    later(PAUSE)

    assert tell_due(site) == 1


def test_municipalities_do_not_meet(site, other_site, anna, plan):
    plan()
    at = timezone.now() + HOUR
    remind_at("test.closed", site=other_site, user_id=anna.pk, at=at, values=VALUES, once="card:1")
    later(HOUR)

    assert tell_due(other_site) == 1
    assert [message.site for message in Message.objects.all()] == [other_site]
    assert not cancel("test.closed", site=other_site, once="card:1")
    assert cancel("test.closed", site=site, once="card:1")


@pytest.mark.parametrize(
    "changed",
    [
        {"values": {}},
        {"values": {"number": "1", "more": "2"}},
        {"once": ""},
        {"at": datetime.datetime(2026, 11, 10, 6, 15)},
        {"useless_after": timezone.now() - DAY},
    ],
)
def test_mistakes_are_refused_when_planning(site, anna, closed, changed):
    planned = {"at": timezone.now() + HOUR, "values": VALUES, "once": "card:1", **changed}

    with pytest.raises(ValueError, match=r"test\.closed"):
        remind_at("test.closed", site=site, user_id=anna.pk, **planned)


def test_callers_transaction_decides(site, plan):
    with pytest.raises(RuntimeError), transaction.atomic():
        plan()
        raise RuntimeError

    assert not Reminder.objects.exists()


def test_ended_rows_are_dropped_after_a_year(site, plan):
    plan(once="told")
    later(HOUR)
    tell_due(site)
    later(KEPT)
    plan(once="waits")

    tidy(site)

    assert list(Reminder.objects.values_list("once", flat=True)) == ["waits"]


def test_schedules_are_declared():
    found = schedules.declared()

    assert found["notices.reminders"].path == f"{reminders.__name__}.tell_due"
    assert {"notices.tidy_reminders", "notices.digest"} <= set(found)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_workers_tell_each_reminder_once(site, plan):
    # A database in memory knows one writer at a time.
    workers = 1 if connection.vendor == "sqlite" else 4
    for number in range(12):
        plan(once=f"card:{number}", values={"number": str(number)})
    later(HOUR)
    told, barrier = [], threading.Barrier(workers)

    def work():
        try:
            barrier.wait(timeout=10)
            told.append(tell_due(site))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sum(told) == 12
    assert Message.objects.count() == 12


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("plan"), st.integers(1, 72)),
        st.tuples(st.just("cancel"), st.just(0)),
        st.tuples(st.just("pass"), st.integers(1, 60)),
        st.tuples(st.just("tell"), st.just(0)),
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_whatever_happens_it_is_told_at_most_once_and_never_early_or_late(steps):
    from cms.notices.notices import NEWS

    values = {"headline": "x", "body": "y"}
    with transaction.atomic():
        site = Site.objects.get(is_default_site=True)
        user = get_user_model().objects.create_user("ola@example.org", "x")
        due, told = None, 0
        for what, hours in steps:
            if what == "plan":
                at = timezone.now() + hours * HOUR
                planned = remind_at(
                    NEWS.kind, site=site, user_id=user.pk, at=at, values=values, once="x"
                )
                due = hours if planned else due
            elif what == "cancel" and cancel(NEWS.kind, site=site, once="x"):
                due = None
            elif what == "pass":
                later(hours * HOUR)
                due = due - hours if due is not None else None
            elif what == "tell":
                waits = Reminder.objects.waiting().exists()
                now_told = tell_due(site)
                useful = due is not None and -48 < due <= 0
                assert now_told == (1 if waits and useful else 0)
                told += now_told
        assert told <= 1
        assert Message.objects.filter(user=user).count() == told
        transaction.set_rollback(True)
