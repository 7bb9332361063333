"""What private files are for: each app declares its purposes, with what may come and who may look.

An app declares them in its `ready()`:

    register(Purpose("faults.photo", _("Photo of a fault"), Rules(kinds=PICTURES, most=5)))

The owner may open a file. Officials may open those whose purpose names a permission that they hold
for the municipality; an app may let others see more by `visible`. A file whose purpose nobody
declares any more is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from cms.addonkit.people import Assurance, Subject

from .kinds import KINDS, PICTURES

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be uploaded.

    Args:
        kinds: names of `kinds.KINDS`.
        most_bytes: of one file, as it is uploaded.
        most: files of one field.

    """

    kinds: tuple[str, ...] = (*PICTURES, "pdf")
    most_bytes: int = 10 * 1024 * 1024
    most: int = 1

    def __post_init__(self) -> None:
        unknown = set(self.kinds) - KINDS.keys()
        if unknown or not self.kinds:
            message = f"No such kinds of files: {sorted(unknown)}"
            raise ValueError(message)


def of_the_owner(subject: Subject) -> Q:
    """The files of the person who asks."""
    return Q(owner_id=subject.user_id) if subject.user_id is not None else Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Purpose:
    """What files are for.

    Args:
        name: stored with each file: `<app>.<what>`. Never rename it.
        title: for people.
        rules: what may be uploaded.
        keep_days: how long a file is kept; None: until its app deletes it.
        assurance: how sure we must be of a person who opens a file.
        visible: which files a subject may open, of its own municipality.
        permission: `app.codename` that officials need at the municipality to open such a file;
            empty: officials may not.

    """

    name: str
    title: Any
    rules: Rules = field(default_factory=Rules)
    keep_days: int | None = None
    assurance: Assurance = Assurance.ACCOUNT
    visible: Callable[[Subject], Q] = of_the_owner
    permission: str = ""


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> Purpose:
    """Make a purpose known.

    Raises:
        ValueError: its name is taken by another, or malformed.

    """
    app, _, what = purpose.name.partition(".")
    if not (app.isidentifier() and what.isidentifier()) or len(purpose.name) > _LONGEST_NAME:
        message = f"{purpose.name!r} is no name of a purpose: app.what"
        raise ValueError(message)
    known = _purposes.setdefault(purpose.name, purpose)
    if known is not purpose and known != purpose:
        message = f"The purpose {purpose.name!r} is declared twice."
        raise ValueError(message)
    return known


def purpose_of(name: str) -> Purpose | None:
    """The purpose of a name; None when its app is gone."""
    return _purposes.get(name)


def named(name: str) -> Purpose:
    """The purpose of a name.

    Raises:
        LookupError: no app declares it.

    """
    declared = _purposes.get(name)
    if declared is None:
        message = f"No app declares the purpose {name!r}."
        raise LookupError(message)
    return declared


def purposes() -> Iterator[Purpose]:
    """All declared purposes, by name."""
    yield from (_purposes[name] for name in sorted(_purposes))


def visible_to(subject: Subject) -> Q:
    """Which files a subject may open, of its own municipality."""
    allowed = Q(pk__in=())
    for purpose in _purposes.values():
        if subject.assurance >= purpose.assurance:
            allowed |= Q(purpose=purpose.name) & purpose.visible(subject)
    return allowed & Q(site_id=subject.site_id)
