"""What other parts ask of the directory: whom to turn to, when the office works and is open."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils import timezone

from . import holidays
from .hours import Span
from .models import Absence, DayOff, OfficeHours, Officer, Unit

if TYPE_CHECKING:
    from wagtail.models import Site

_MOST_HOPS = 5  # a substitute may be away too, and theirs


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to turn to.

    Attributes:
        officer: the person to write to.
        instead_of: who was asked for, when that is somebody else.
        away_until: the last day on which the person asked for is away; None when they are here.

    """

    officer: Officer
    instead_of: Officer | None = None
    away_until: datetime.date | None = None


def officer_for(
    site: Site | int, external_id: str, *, day: datetime.date | None = None
) -> Contact | None:
    """The officer of an identifier from the document system, or who stands in. Two queries.

    Args:
        site: the municipality.
        external_id: how the document system names the officer.
        day: the day that counts; None: today.

    Returns:
        Who is there; when nobody stands in, the officer asked for with `away_until`. None when the
        directory does not know the identifier, or the person has left.

    """
    if not external_id:
        return None
    asked = (
        Officer.objects.filter(site=site, external_id=external_id, works_here=True)
        .select_related("unit")
        .first()
    )
    if asked is None:
        return None
    absences = _absences(site, day or timezone.localdate())
    away = absences.get(asked.pk)
    if away is None:
        return Contact(asked)
    substitute = _who_is_there(away, absences)
    if substitute is None:
        return Contact(asked, away_until=away.last_day)
    return Contact(substitute, instead_of=asked, away_until=away.last_day)


def _absences(site: Site | int, day: datetime.date) -> dict[int, Absence]:
    """Who is away on a day, by officer."""
    found = Absence.objects.filter(site=site, first_day__lte=day, last_day__gte=day)
    return {absence.officer_id: absence for absence in found.select_related("substitute__unit")}


def _who_is_there(away: Absence, absences: dict[int, Absence]) -> Officer | None:
    """The first in the chain of substitutes who is not away; a circle ends with nobody."""
    for _hop in range(_MOST_HOPS):
        substitute = away.substitute
        if substitute is None or not substitute.works_here:
            return None
        next_away = absences.get(substitute.pk)
        if next_away is None:
            return substitute
        away = next_away
    return None


def unit_of_user(user: Any, site_id: int | None) -> str:
    """The unit that a member of the staff works in; fills the setting `RATUSZ_STAFF_UNIT`."""
    found = Officer.objects.filter(site=site_id, user=user.pk).values_list("unit__name")
    return next((name or "" for (name,) in found), "")


def units_of(site: Site | int) -> list[Unit]:
    """The units of a municipality in their order, each with `officers_here`. Two queries."""
    officers = Officer.objects.filter(works_here=True).order_by("name", "pk")
    return list(
        Unit.objects.filter(site=site)
        .order_by("order", "name")
        .prefetch_related(Prefetch("officers", officers, to_attr="officers_here"))
    )


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which an office works, read once: for counting through many days."""

    days_off: frozenset[datetime.date]

    @classmethod
    def of(cls, site: Site | int | None) -> Calendar:
        """The calendar of a municipality; without one, public holidays alone count."""
        if site is None:
            return cls(frozenset())
        return cls(frozenset(DayOff.objects.filter(site=site).values_list("day", flat=True)))

    def works(self, day: datetime.date) -> bool:
        """Whether the office works on a day."""
        return holidays.is_working_day(day) and day not in self.days_off


def is_working_day(day: datetime.date, site: Site | int | None = None) -> bool:
    """Whether an office works: no Saturday, Sunday, public holiday or day off of its own.

    Args:
        day: the day.
        site: the municipality; None: public holidays alone count.

    """
    return Calendar.of(site).works(day)


def next_working_day(day: datetime.date, site: Site | int | None = None) -> datetime.date:
    """The first day after a day on which an office works."""
    return holidays.next_working_day(day, Calendar.of(site).works)


def openings(
    site: Site | int, day: datetime.date, *, unit: Unit | None = None
) -> tuple[Span, ...] | None:
    """When the office, or a unit, is open on a day.

    Args:
        site: the municipality.
        day: the day.
        unit: whose hours; what it does not say is as the office says.

    Returns:
        The spans, earliest first; none when it is closed (on holidays and days off always); None
        when nobody has said.

    """
    if holidays.holiday(day) or DayOff.objects.filter(site=site, day=day).exists():
        return ()
    weeks: Iterable[Any] = [
        week for week in (unit, OfficeHours.objects.filter(site=site).first()) if week
    ]
    for week in weeks:
        said: tuple[Span, ...] | None = week.said_of(day.weekday())
        if said is not None:
            return said
    return None
