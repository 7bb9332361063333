"""Money, dates and times as residents read them, by language."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import dateformat, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS = "\u2212"
# language ▸ thousands separator, decimal sign. The unit is "zł" everywhere: so it stands on the
# letter, the transfer form and the bank statement.
_SEPARATORS = {"pl": (NBSP, ","), "uk": (NBSP, ","), "en": (",", ".")}
_DATE_FORMATS = {"en": "j F Y"}
_DATE_FORMAT = "j E Y"  # E: the name of a month in the form it takes after a day


def money(amount: Decimal | int) -> str:
    """An amount of PLN: `1 234,50 zł`, in English `1,234.50 zł`. Spaces in it do not break.

    Args:
        amount: PLN; fractions of a grosz are rounded half up.

    Raises:
        TypeError: not a Decimal or an int; floats do not hold money.
        ValueError: not a finite number.

    """
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        message = f"Money is a Decimal, not {type(amount).__name__}."
        raise TypeError(message)
    value = Decimal(amount)
    if not value.is_finite():
        message = "An amount must be a finite number."
        raise ValueError(message)
    value = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = MINUS if value < 0 else ""
    whole, _dot, grosze = f"{abs(value):,.2f}".partition(".")
    thousands, decimal_sign = _SEPARATORS.get(_language(), _SEPARATORS["pl"])
    return f"{sign}{whole.replace(',', thousands)}{decimal_sign}{grosze}{NBSP}zł"


def date_words(day: datetime.date) -> str:
    """A day with the month in words: `16 listopada 2020`. A datetime is read in local time."""
    if isinstance(day, datetime.datetime):
        day = _local(day)
    return dateformat.format(day, _DATE_FORMATS.get(_language(), _DATE_FORMAT))


def datetime_words(moment: datetime.datetime) -> str:
    """A moment in local time, to the minute: `10 listopada 2020, godz. 6:15`."""
    local = _local(moment)
    # Translators: a day and the time of day, for example "10 November 2020, 6:15".
    return _("%(date)s, %(time)s") % {
        "date": date_words(local),
        "time": dateformat.time_format(local, "G:i"),
    }


def _local(moment: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _language() -> str:
    return (get_language() or "pl").split("-")[0]
