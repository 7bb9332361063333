"""Opening hours as people write them: `7:30-15:30`, `8-12, 13-16`, or a dash: closed."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

CLOSED = "–"
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?")
_DASHES = {"-", "–", "—"}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when the office is open."""

    opens: datetime.time
    closes: datetime.time

    def __str__(self) -> str:
        return CLOSED.join(f"{at.hour}:{at.minute:02}" for at in (self.opens, self.closes))


def parse_hours(text: str) -> tuple[Span, ...]:
    """The spans of a day, earliest first; none when it is closed.

    Raises:
        ValidationError: it cannot be read, or a span ends before it begins or the one before ends.

    """
    text = text.strip()
    if text in _DASHES:
        return ()
    spans = tuple(_span(part) for part in re.split(r"[,;]", text))
    for before, after in pairwise(spans):
        if after.opens < before.closes:
            raise ValidationError(
                _("The hours overlap. Write them in order: 8:00-12:00, 13:00-16:00.")
            )
    return spans


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        hour, minute, end_hour, end_minute = (int(part or 0) for part in found.groups())
        span = Span(datetime.time(hour, minute), datetime.time(end_hour, end_minute))
    except ValueError:
        raise ValidationError(
            _("Write hours like 7:30-15:30, or a dash when it is closed.")
        ) from None
    if span.closes <= span.opens:
        raise ValidationError(_("The office must close after it opens."))
    return span


def words(spans: tuple[Span, ...]) -> str:
    """How the hours of a day are stored and shown."""
    return ", ".join(map(str, spans)) or CLOSED


class HoursField(models.CharField):
    """The hours of one weekday, in one way of writing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: Any) -> Any:
        """Check, and write it as we do."""
        text = super().clean(value, model_instance)
        return words(parse_hours(text)) if text.strip() else ""


class Week(models.Model):
    """The hours of a week; an empty day says nothing."""

    monday = HoursField(_("Monday"))
    tuesday = HoursField(_("Tuesday"))
    wednesday = HoursField(_("Wednesday"))
    thursday = HoursField(_("Thursday"))
    friday = HoursField(_("Friday"))
    saturday = HoursField(_("Saturday"))
    sunday = HoursField(_("Sunday"))

    class Meta:
        abstract = True

    def said_of(self, weekday: int) -> tuple[Span, ...] | None:
        """The spans of a weekday (0: Monday); None when nothing is said."""
        text: str = getattr(self, DAYS[weekday])
        return parse_hours(text) if text else None

    @property
    def says_anything(self) -> bool:
        """Whether hours are given at all."""
        return any(getattr(self, day) for day in DAYS)
