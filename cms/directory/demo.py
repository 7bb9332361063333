"""The demo's office: a few invented units and officers, and when it is open."""

from __future__ import annotations

from typing import Any

from wagtail.models import Site

from .models import OfficeHours, Officer, Unit

HOURS = {
    "monday": "7:30–17:00",
    "tuesday": "7:30–15:30",
    "wednesday": "7:30–15:30",
    "thursday": "7:30–15:30",
    "friday": "7:30–14:00",
}
# name, what it belongs to, room, phone
UNITS = (
    ("Referat Podatków i Opłat", "", "12", "81 555 01 20"),
    ("Kasa", "Referat Podatków i Opłat", "3", "81 555 01 21"),
    ("Referat Organizacyjny", "", "1", "81 555 01 10"),
    ("Referat Inwestycji i Dróg", "", "21", "81 555 01 40"),
)
# name, position, unit, phone, identifier in the EZD
OFFICERS = (
    ("Barbara Wójtowicz", "inspektor", "Referat Podatków i Opłat", "81 555 01 22", "bwojtowicz"),
    ("Tomasz Urzędnik", "podinspektor", "Referat Organizacyjny", "81 555 01 11", "turzednik"),
    ("Krzysztof Drogowski", "inspektor", "Referat Inwestycji i Dróg", "81 555 01 41", "kdrogowski"),
)


def build(site: Site, tree: Any) -> None:
    """Fill the directory of a municipality that has none yet."""
    if Unit.objects.filter(site=site).exists():
        return
    OfficeHours.objects.get_or_create(site=site, defaults=HOURS)
    units: dict[str, Unit] = {}
    for order, (name, parent, room, phone) in enumerate(UNITS):
        units[name] = Unit.objects.create(
            site=site, name=name, parent=units.get(parent), room=room, phone=phone, order=order
        )
    for name, position, unit, phone, external_id in OFFICERS:
        Officer.objects.create(
            site=site,
            name=name,
            position=position,
            unit=units[unit],
            phone=phone,
            external_id=external_id,
        )
