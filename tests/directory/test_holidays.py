"""Polish holidays: known years, and what holds in every year."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.directory import holidays
from cms.directory.holidays import (
    add_working_days,
    easter,
    end_of_term,
    is_working_day,
    next_working_day,
)

day = datetime.date
DAYS = st.dates(day(1991, 1, 1), day(2199, 12, 1))

# Published calendars of the years: month and day of Easter from 2018 on.
EASTERS = {
    2018 + number: text
    for number, text in enumerate(
        (
            *("04-01", "04-21", "04-12", "04-04", "04-17", "04-09", "03-31", "04-20", "04-05"),
            *("03-28", "04-16", "04-01", "04-21", "04-13", "03-28", "04-17", "04-09", "03-25"),
            *("04-13", "04-05", "04-25", "04-10", "04-01"),
        )
    )
} | {1991: "03-31", 2000: "04-23", 2008: "03-23", 2011: "04-24", 2076: "04-19", 2100: "03-28"}
# Published counts; they give another day for a holiday on a Saturday.
WORKING_DAYS = {2019: 251, 2020: 253, 2021: 252, 2022: 251, 2023: 250, 2024: 251, 2026: 251}
YEAR_2026 = (
    *("01-01", "01-06", "04-05", "04-06", "05-01", "05-03", "05-24"),
    *("06-04", "08-15", "11-01", "11-11", "12-24", "12-25", "12-26"),
)


@pytest.mark.parametrize(("year", "text"), sorted(EASTERS.items()))
def test_easter_of_known_years(year, text):
    assert easter(year).isoformat() == f"{year}-{text}"


def test_holidays_of_2026():
    assert tuple(f"{one:%m-%d}" for one in holidays.holidays(2026)) == YEAR_2026


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("2010-01-06", False),
        ("2011-01-06", True),
        ("2024-12-24", False),
        ("2025-12-24", True),
        ("2018-11-12", True),
        ("2019-11-12", False),
        ("2026-11-11", True),
        ("2026-05-02", False),
    ],
)
def test_law_of_the_year_counts(text, free):
    assert bool(holidays.holiday(day.fromisoformat(text))) is free


@pytest.mark.parametrize(("year", "count"), sorted(WORKING_DAYS.items()))
def test_working_days_of_known_years(year, count):
    first = day(year, 1, 1)
    days = [first + datetime.timedelta(n) for n in range((day(year + 1, 1, 1) - first).days)]

    working = [one for one in days if is_working_day(one)]

    assert len(working) == count + sum(one.weekday() == 5 for one in holidays.holidays(year))


@given(st.integers(1991, 2199))
def test_easter_is_a_sunday_of_spring(year):
    assert easter(year).weekday() == 6
    assert day(year, 3, 22) <= easter(year) <= day(year, 4, 25)


@given(DAYS)
def test_next_working_day_is_the_first_one(start):
    following = next_working_day(start)

    assert is_working_day(following)
    between = range(1, (following - start).days)
    assert not any(is_working_day(start + datetime.timedelta(n)) for n in between)
    assert (following - start).days <= 7


@given(DAYS, st.integers(0, 40))
def test_working_days_add_up(start, count):
    end = add_working_days(start, count)

    days = (start + datetime.timedelta(n) for n in range(1, (end - start).days + 1))
    assert sum(is_working_day(one) for one in days) == count


@given(DAYS)
def test_term_ends_on_a_working_day(start):
    end = end_of_term(start)

    assert is_working_day(end)
    assert (end == start) is is_working_day(start)


def test_impossible_questions_are_refused():
    with pytest.raises(ValueError, match="1991"):
        is_working_day(day(1990, 1, 1))
    with pytest.raises(ValueError, match="forward"):
        add_working_days(day(2026, 1, 1), -1)
