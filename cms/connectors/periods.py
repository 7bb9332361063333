"""When a schedule is due next: every so often, or at times of the municipality's wall clock.

Celery's `crontab` is understood as data; its own arithmetic stumbles over the nights when the clock
is changed.
"""

from __future__ import annotations

import datetime
from typing import Protocol, TypeAlias, runtime_checkable

from django.utils import timezone

_LONGEST = 4 * 366 + 1  # days until 29 February comes again, at the latest


@runtime_checkable
class Crontab(Protocol):
    """What is read of `celery.schedules.crontab`: each field as the set of its values."""

    minute: set[int]
    hour: set[int]
    day_of_week: set[int]  # 0 is Sunday
    day_of_month: set[int]
    month_of_year: set[int]


Period: TypeAlias = datetime.timedelta | Crontab


def next_after(period: Period, moment: datetime.datetime) -> datetime.datetime:
    """The first time after a moment at which a schedule is due.

    A time that the clock skips in spring is the same number of minutes after the change; one that
    comes twice in autumn counts once.

    Args:
        period: a `timedelta`, or a `crontab` in the time zone of the settings.
        moment: with a time zone.

    Raises:
        ValueError: there is no such time: 30 February, or a period of nothing.

    """
    if isinstance(period, datetime.timedelta):
        if period <= datetime.timedelta():
            message = "A period must be longer than nothing."
            raise ValueError(message)
        return moment + period
    zone = timezone.get_default_timezone()
    first = moment.astimezone(zone).date()
    for days in range(_LONGEST):
        day = first + datetime.timedelta(days=days)
        if _matches(period, day):
            for time in _times(period):
                local = datetime.datetime.combine(day, time, zone)
                due = local.astimezone(datetime.UTC)
                if due > moment:
                    return due
    message = "The schedule is never due."
    raise ValueError(message)


def _matches(period: Crontab, day: datetime.date) -> bool:
    return (
        day.month in period.month_of_year
        and day.day in period.day_of_month
        and day.isoweekday() % 7 in period.day_of_week
    )


def _times(period: Crontab) -> list[datetime.time]:
    return [
        datetime.time(hour, minute)
        for hour in sorted(period.hour)
        for minute in sorted(period.minute)
    ]
