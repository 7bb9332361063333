"""What can be recorded: declared names with words for people.

Each app declares its own in a module `audit_events`, which is imported when Django starts:

    RETRIED = declare(
        Event("outbox.retried", _("Delivery tried again by hand"), Category.CASE, keys=("number",))
    )

Names are stored for good: never rename one, never give one another meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
LONGEST_NAME = 80


class Category(models.TextChoices):
    """What a recorded event is about."""

    MONEY = "money", _("Money")
    IDENTITY = "identity", _("Identity and signing in")
    CASE = "case", _("Matters")
    ACCESS = "access", _("Access to data")
    SWITCH = "switch", _("Add-ons and settings")
    STAFF = "staff", _("Work of the staff")


class UndeclaredEvent(LookupError):
    """No app declares an event of this name."""


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of thing that is recorded.

    Attributes:
        name: stored; `<area>.<what happened>`.
        title: for people, what happened: "Account card opened".
        category: what it is about.
        keys: the only keys that its detail may have. None of them may carry personal data.
        shown: whether the person whose data it was is told, under "who looked at my data", when
            somebody else did it.

    """

    name: str
    title: Any
    category: Category
    keys: tuple[str, ...] = ()
    shown: bool = True


_declared: dict[str, Event] = {}


def declare(event: Event) -> Event:
    """Make an event known.

    Raises:
        ValueError: the name is malformed, or another event has it.

    """
    if not _NAME.fullmatch(event.name) or len(event.name) > LONGEST_NAME:
        message = f"{event.name!r} is no name of an event: area.what_happened"
        raise ValueError(message)
    known = _declared.setdefault(event.name, event)
    if (known.category, known.keys) != (event.category, event.keys):
        message = f"The event {event.name!r} is declared twice."
        raise ValueError(message)
    return known


def event_of(name: str) -> Event:
    """The declared event of a name.

    Raises:
        UndeclaredEvent: there is none.

    """
    try:
        return _declared[name]
    except KeyError:
        message = f"No event {name!r} is declared. Declare it in the app's audit_events.py."
        raise UndeclaredEvent(message) from None


def events() -> list[Event]:
    """All declared events, by name."""
    return [_declared[name] for name in sorted(_declared)]


def names_in(category: str) -> list[str]:
    """The names of the events of a category."""
    return [event.name for event in events() if event.category == category]


def title_of(name: str) -> str:
    """The words of an event; the bare name when its app is gone, for what is recorded stays."""
    event = _declared.get(name)
    return str(event.title) if event else name
