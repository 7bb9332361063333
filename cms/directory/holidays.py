"""Days on which Polish offices rest, and counting in working days.

Source: Act of 18 January 1951 on days free from work: its holidays, Epiphany since 2011, Christmas
Eve since 2025 (Act of 6 December 2024); Act of 7 November 2018: 12 November 2018, once. Saturdays
are no working days of offices.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 1991  # the present holidays of May are in force since 1990
_EPIPHANY_SINCE = 2011
_CHRISTMAS_EVE_SINCE = 2025
_SATURDAY = 5

_FIXED = (
    (1, 1, _("New Year's Day")),
    (5, 1, _("Labour Day")),
    (5, 3, _("Constitution Day")),
    (8, 15, _("Assumption of Mary")),
    (11, 1, _("All Saints' Day")),
    (11, 11, _("Independence Day")),
    (12, 25, _("Christmas Day")),
    (12, 26, _("Second day of Christmas")),
)
# Days after Easter Sunday.
_MOVING = (
    (0, _("Easter Sunday")),
    (1, _("Easter Monday")),
    (49, _("Pentecost")),
    (60, _("Corpus Christi")),
)
_ONCE = {datetime.date(2018, 11, 12): _("100 years of independence")}


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm (Meeus/Jones/Butcher), J. Meeus, "Astronomical Algorithms", 8.
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, odd = divmod(century, 4)
    moon = (century + 8) // 25
    epact = (19 * golden + century - leap_centuries - (century - moon + 1) // 3 + 15) % 30
    quarters, single = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * quarters - epact - single) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> dict[datetime.date, Any]:
    """The public holidays of a year with their names, in the order of the calendar.

    Raises:
        ValueError: the year is before `FIRST_YEAR`; other days were free then.

    """
    if year < FIRST_YEAR:
        message = f"Holidays are known from {FIRST_YEAR} on."
        raise ValueError(message)
    found = {datetime.date(year, month, day): name for month, day, name in _FIXED}
    if year >= _EPIPHANY_SINCE:
        found[datetime.date(year, 1, 6)] = _("Epiphany")
    if year >= _CHRISTMAS_EVE_SINCE:
        found[datetime.date(year, 12, 24)] = _("Christmas Eve")
    sunday = easter(year)
    found |= {sunday + datetime.timedelta(days): name for days, name in _MOVING}
    found |= {day: name for day, name in _ONCE.items() if day.year == year}
    return dict(sorted(found.items()))


def holiday(day: datetime.date) -> str:
    """The name of the public holiday; empty on other days."""
    return str(holidays(day.year).get(day, ""))


def is_working_day(day: datetime.date) -> bool:
    """Whether offices work: no Saturday, Sunday or public holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


Works = Callable[[datetime.date], bool]


def next_working_day(day: datetime.date, works: Works = is_working_day) -> datetime.date:
    """The first working day after a day."""
    following = day + datetime.timedelta(1)
    while not works(following):
        following += datetime.timedelta(1)
    return following


def end_of_term(day: datetime.date, works: Works = is_working_day) -> datetime.date:
    """The day on which a term ends: itself, or the next working day when offices rest on it.

    Source: Code of Administrative Procedure, art. 57 § 4; Tax Ordinance, art. 12 § 5.
    """
    return day if works(day) else next_working_day(day, works)


def add_working_days(
    day: datetime.date, count: int, works: Works = is_working_day
) -> datetime.date:
    """The working day that is `count` working days after a day; the day itself does not count.

    Raises:
        ValueError: the count is negative.

    """
    if count < 0:
        message = "Working days are counted forward only."
        raise ValueError(message)
    for _step in range(count):
        day = next_working_day(day, works)
    return day
