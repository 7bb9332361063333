"""When a schedule is due next, also in the nights when the clock is changed (REL-15)."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from hypothesis import given
from hypothesis import strategies as st

from cms.connectors.periods import next_after

WARSAW = ZoneInfo("Europe/Warsaw")


def local(*parts):
    return datetime.datetime(*parts, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("period", "moment", "expected"),
    [
        (crontab(hour=3, minute=10), local(2026, 11, 24, 14), local(2026, 11, 25, 3, 10)),
        (crontab(hour=3, minute=10), local(2026, 11, 24, 3, 10), local(2026, 11, 25, 3, 10)),
        (crontab(hour=3, minute=10), local(2026, 11, 24, 3, 9), local(2026, 11, 24, 3, 10)),
        (crontab(minute="*/20"), local(2026, 11, 24, 14, 41), local(2026, 11, 24, 15)),
        (crontab(hour=7, minute=0, day_of_week="mon-fri"), local(2026, 11, 27, 8),
         local(2026, 11, 30, 7)),
        (crontab(hour=0, minute=0, day_of_month=31), local(2026, 11, 1), local(2026, 12, 31)),
        (crontab(hour=0, minute=0, day_of_month=29, month_of_year=2), local(2026, 1, 1),
         local(2028, 2, 29)),
        (datetime.timedelta(minutes=5), local(2026, 11, 24, 14), local(2026, 11, 24, 14, 5)),
    ],
)  # fmt: skip
def test_the_next_time(period, moment, expected):
    assert next_after(period, moment) == expected


def test_a_time_that_the_clock_skips_comes_after_the_change():
    due = next_after(crontab(hour=2, minute=30), local(2026, 3, 28, 12))

    assert due == datetime.datetime(2026, 3, 29, 1, 30, tzinfo=datetime.UTC)  # 3:30
    assert next_after(crontab(hour=2, minute=30), due) == local(2026, 3, 30, 2, 30)


def test_a_time_that_comes_twice_counts_once():
    due = next_after(crontab(hour=2, minute=30), local(2026, 10, 24, 12))

    assert due == datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC)
    assert next_after(crontab(hour=2, minute=30), due) == local(2026, 10, 26, 2, 30)


@pytest.mark.parametrize(
    "period",
    [
        SimpleNamespace(
            minute={0}, hour={0}, day_of_week=set(range(7)), day_of_month={30}, month_of_year={2}
        ),
        datetime.timedelta(),
    ],
)
def test_what_is_never_due_is_refused(period):
    with pytest.raises(ValueError, match=r"\."):
        next_after(period, local(2026, 11, 24))


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.datetimes(
        datetime.datetime(2025, 1, 1),
        datetime.datetime(2030, 1, 1),
        timezones=st.just(datetime.UTC),
    ),
)
def test_each_day_has_its_time_once(hour, minute, moment):
    period = crontab(hour=hour, minute=minute)

    first = next_after(period, moment)
    second = next_after(period, first)

    assert moment < first < second
    assert second.astimezone(WARSAW).date() - first.astimezone(WARSAW).date() == (
        datetime.timedelta(days=1)
    )
