"""Strict reading of single values from outside: what does not fit is refused, never guessed.

SOAP libraries let `NaN`, `1E+400` and an empty balance through, so connectors read the text of each
element and parse it here. Every function takes the raw value and the name of the field, and raises
`WrongData` with that name, never with the value.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal
from zoneinfo import ZoneInfo

from .errors import WrongData

MAX_GROSZE = 10**12
"""Ten billion złotych: more than the budget of any municipality."""

MAX_PLN = Decimal(MAX_GROSZE).scaleb(-2)

FIRST_YEAR, LAST_YEAR = 2000, 2100

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_IDENTIFIER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?")
_BLANKS = re.compile(r"[ \t\n\r\u00a0]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
_MEANINGLESS = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # categories of Unicode


def integer(value: str | None, field: str, *, least: int = 0, most: int = 10**9) -> int:
    """A whole number between two bounds, both included.

    Args:
        value: decimal digits with an optional minus; no plus, no leading zeros, no exponent.
        field: the name for the error.
        least: the smallest number accepted.
        most: the largest number accepted.

    """
    text_ = _stripped(value, field)
    if not _INTEGER.fullmatch(text_) or text_ == "-0":
        raise WrongData(field, "not a whole number")
    number = int(text_)
    if not least <= number <= most:
        raise WrongData(field, "the number is out of bounds")
    return number


def grosze_to_pln(value: int | str | None, field: str, *, negative: bool = False) -> Decimal:
    """An amount that travels as whole grosze, in złotych with two places.

    Args:
        value: the grosze, as a number or its digits; at most `MAX_GROSZE` on either side of zero.
        field: the name for the error.
        negative: whether an amount below zero makes sense here.

    """
    if isinstance(value, bool):
        raise WrongData(field, "not a whole number")
    raw = str(value) if isinstance(value, int) else value
    grosze = integer(raw, field, least=-MAX_GROSZE if negative else 0, most=MAX_GROSZE)
    return Decimal(grosze).scaleb(-2)


def decimal(
    value: str | None,
    field: str,
    *,
    places: int = 2,
    least: Decimal = Decimal(0),
    most: Decimal = MAX_PLN,
) -> Decimal:
    """A decimal number between two bounds, both included, with exactly `places` decimals.

    Args:
        value: digits, a point, digits. `NaN`, `Infinity`, exponents, commas, a plus and a negative
            zero are refused; so are more decimals than `places`, because rounding is not reading.
        field: the name for the error.
        places: how many decimals the result has.
        least: the smallest number accepted.
        most: the largest number accepted.

    """
    text_ = _stripped(value, field)
    if not _DECIMAL.fullmatch(text_):
        raise WrongData(field, "not a decimal number")
    number = Decimal(text_)
    if number.is_zero() and number.is_signed():
        raise WrongData(field, "a negative zero")
    exact = number.quantize(Decimal(1).scaleb(-places))
    if exact != number:
        raise WrongData(field, "too many decimals")
    if not least <= exact <= most:
        raise WrongData(field, "the number is out of bounds")
    return exact


def date(value: str | None, field: str) -> datetime.date:
    """A calendar day `YYYY-MM-DD` of the years 2000 to 2100, without a time zone."""
    text_ = _stripped(value, field)
    if not _DATE.fullmatch(text_):
        raise WrongData(field, "not a date")
    try:
        day = datetime.date.fromisoformat(text_)
    except ValueError:
        raise WrongData(field, "not a date") from None
    return _in_range(day, field)


def moment(value: str | None, field: str, *, zone: str = "Europe/Warsaw") -> datetime.datetime:
    """A moment `YYYY-MM-DDTHH:MM:SS` of the years 2000 to 2100, with a time zone in the result.

    Args:
        value: with `Z` or an offset; without one it is the wall clock of `zone`. An hour that
            occurs twice on a wall clock (the end of summer time) is taken as the first; an hour
            that never occurs is refused.
        field: the name for the error.
        zone: the time zone of a value without one.

    """
    text_ = _stripped(value, field)
    if not _DATETIME.fullmatch(text_):
        raise WrongData(field, "not a date and time")
    try:
        parsed = datetime.datetime.fromisoformat(text_)
    except ValueError:
        raise WrongData(field, "not a date and time") from None
    _in_range(parsed.date(), field)
    if parsed.tzinfo is not None:
        return parsed
    local = parsed.replace(tzinfo=ZoneInfo(zone))
    utc = local.astimezone(datetime.UTC)
    if utc.astimezone(local.tzinfo).replace(tzinfo=None) != parsed:
        raise WrongData(field, "an hour that the clock skips")
    return local


def identifier(value: str | None, field: str, *, longest: int = 64) -> str:
    """The other side's key of a record: letters and digits of ASCII, inside also `. _ / -`.

    Args:
        value: the key; dot segments (`..`) are refused.
        field: the name for the error.
        longest: how many characters it may have.

    """
    text_ = _stripped(value, field)
    if len(text_) > longest or not _IDENTIFIER.fullmatch(text_) or ".." in text_:
        raise WrongData(field, "not an identifier")
    return text_


def text(value: str | None, field: str, *, longest: int = 500, empty: bool = False) -> str:
    """A line of text for people: NFC, spaces collapsed.

    Args:
        value: the text. Control and format characters are refused (forged log lines, reversed
            text); the invisible ones that word processors leave behind are dropped. Markup is
            allowed as text: templates escape it.
        field: the name for the error.
        longest: how many characters it may have.
        empty: whether nothing (None or only spaces) is acceptable; it becomes "".

    """
    visible = unicodedata.normalize("NFC", value or "").translate(_INVISIBLE)
    line = _BLANKS.sub(" ", visible).strip(" ")
    if not line:
        if empty:
            return ""
        raise WrongData(field, "empty")
    if len(line) > longest:
        raise WrongData(field, "too long")
    if any(unicodedata.category(character) in _MEANINGLESS for character in line):
        raise WrongData(field, "characters that are not text")
    return line


def boolean(value: str | None, field: str) -> bool:
    """`true`, `1`, `false` or `0`, as XML Schema writes them."""
    text_ = _stripped(value, field)
    if text_ in {"true", "1"}:
        return True
    if text_ in {"false", "0"}:
        return False
    raise WrongData(field, "neither true nor false")


def _stripped(value: str | None, field: str) -> str:
    """The value without the blanks that XML Schema lets stand around numbers and dates."""
    if not isinstance(value, str) or not value.strip(" \t\n\r"):
        raise WrongData(field, "empty")
    return value.strip(" \t\n\r")


def _in_range(day: datetime.date, field: str) -> datetime.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongData(field, "the year is out of bounds")
    return day
