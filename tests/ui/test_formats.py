"""A11Y-19: money and dates by language."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.ui.formats import MINUS, NBSP, date_words, datetime_words, money

MORNING = datetime.datetime(2020, 11, 10, 5, 15, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [("pl", "1 234,50 zł"), ("uk", "1 234,50 zł"), ("en", "1,234.50 zł")],
)
def test_money_follows_the_language(language, text):
    with translation.override(language):
        assert money(Decimal("1234.5")) == text.replace(" ", NBSP)


def test_money_of_zero_is_not_negative():
    with translation.override("pl"):
        assert money(Decimal("-0.00")) == f"0,00{NBSP}zł"


def test_money_below_zero_has_a_minus():
    with translation.override("pl"):
        assert money(Decimal("-12")) == f"{MINUS}12,00{NBSP}zł"


def test_money_rounds_half_a_grosz_up():
    with translation.override("pl"):
        assert money(Decimal("0.005")) == f"0,01{NBSP}zł"


@pytest.mark.parametrize("amount", [1.5, True, "390.00", None])
def test_money_refuses_what_is_no_decimal(amount):
    with pytest.raises(TypeError):
        money(amount)


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_money_refuses_what_is_no_number(amount):
    with pytest.raises(ValueError, match="finite"):
        money(Decimal(amount))


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_money_can_be_read_back(grosze):
    with translation.override("pl"):
        text = money(Decimal(grosze) / 100)

    plain = text.removesuffix(f"{NBSP}zł").replace(NBSP, "").replace(",", "").replace(MINUS, "-")

    assert int(plain) == grosze


@pytest.mark.parametrize(
    ("language", "text"),
    [("pl", "16 listopada 2020"), ("en", "16 November 2020"), ("uk", "16 листопада 2020")],
)
def test_date_has_its_month_in_words(language, text):
    with translation.override(language):
        assert date_words(datetime.date(2020, 11, 16)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "10 listopada 2020, godz. 6:15"),
        ("en", "10 November 2020, 6:15"),
        ("uk", "10 листопада 2020, 6:15"),
    ],
)
def test_moment_is_told_in_local_time(language, text):
    with translation.override(language):
        assert datetime_words(MORNING) == text


def test_day_of_a_moment_is_the_local_day():
    late = datetime.datetime(2020, 11, 9, 23, 30, tzinfo=datetime.UTC)
    with translation.override("pl"):
        assert date_words(late) == "10 listopada 2020"
