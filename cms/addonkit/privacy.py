"""What add-ons keep about a person: handing it over, and erasing it in two phases.

A manifest names a class: `personal_data = "privacy.PersonalData"`; an app that is no add-on may do
the same. All of them are asked, also those that are off for the municipality: what they have stored
is still there.

    person = Person(site=site, user_id=resident.user_id, pesel=resident.pesel)
    export(person)                 # a copy of everything (Art. 15 and 20 GDPR)
    plan = plan_erasure(person)    # changes nothing: what would go, and what forbids it
    erase(person)                  # Art. 17: all or nothing

Whoever calls records it in the audit.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from wagtail.models import Site

    from .people import Pesel

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data: a user of a municipality, with the PESEL that is or was confirmed, if any."""

    site: Site
    user_id: int
    pesel: Pesel | None = field(default=None, repr=False)


@runtime_checkable
class PersonalData(Protocol):
    """What an app that keeps data of people can do with it."""

    def export(self, person: Person) -> Mapping[str, Any]:
        """A copy of what is kept about the person, as JSON types; empty when there is nothing."""
        ...

    def veto(self, person: Person) -> str:
        """Why nothing may be erased now (a payment on its way, a legal duty); empty: it may."""
        ...

    def erase(self, person: Person, *, dry_run: bool) -> Mapping[str, int]:
        """Erase, and give name of a kind of record ▸ how many. A dry run only counts.

        It is called in a transaction that other apps share.
        """
        ...


class ErasureRefused(Exception):
    """Somebody vetoed; nothing was erased. `plan` has the reasons."""

    def __init__(self, plan: Plan) -> None:
        """Keep the plan for whoever tells the person."""
        super().__init__("Erasure was refused.")
        self.plan = plan


@dataclass(frozen=True, slots=True)
class Keeper:
    """An app that keeps personal data. `name`: its slug or label."""

    name: str
    title: Any
    data: PersonalData


@dataclass(frozen=True, slots=True)
class Copy:
    """What is kept about a person. `failed` names whose part is missing, never silently."""

    parts: Mapping[str, Mapping[str, Any]]
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure takes away (keeper ▸ kind ▸ how many), and the vetoes (title, reason)."""

    counts: Mapping[str, Mapping[str, int]]
    vetoes: tuple[tuple[str, str], ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether nobody vetoed."""
        return not self.vetoes


def keepers() -> Iterator[Keeper]:
    """Every running app that declares personal data.

    Raises:
        ImportError: a declared class is not there. Better no erasure than half of one.

    """
    for config in apps.get_app_configs():
        path = getattr(config, "personal_data", None)
        if path:
            name = getattr(config, "slug", "") or config.label
            title = getattr(config, "title", "") or config.verbose_name
            yield Keeper(name, title, import_string(f"{config.name}.{path}")())


def export(person: Person) -> Copy:
    """A copy of everything kept about a person. One keeper that fails is named in `failed`."""
    parts: dict[str, Mapping[str, Any]] = {}
    failed = []
    for keeper in keepers():
        try:
            part = keeper.data.export(person)
            json.dumps(part, allow_nan=False)
        except Exception:  # noqa: BLE001 - foreign code may raise anything
            # The message of the error may hold what is being exported: only the kind is logged.
            logger.error("The personal data kept by %s could not be exported", keeper.name)
            failed.append(keeper.name)
            continue
        if part:
            parts[keeper.name] = part
    return Copy(parts, tuple(failed))


def plan_erasure(person: Person) -> Plan:
    """The first phase: ask everybody, change nothing.

    Raises:
        Exception: whatever a keeper raised. Who cannot answer cannot be passed over.

    """
    counts: dict[str, Mapping[str, int]] = {}
    vetoes = []
    for keeper in keepers():
        reason = str(keeper.data.veto(person))
        if reason:
            vetoes.append((str(keeper.title), reason))
        found = keeper.data.erase(person, dry_run=True)
        if any(found.values()):
            counts[keeper.name] = found
    return Plan(counts, tuple(vetoes))


def erase(person: Person) -> Plan:
    """Both phases in one transaction: everybody agrees, then everything goes; or nothing does.

    Returns:
        What was erased.

    Raises:
        ErasureRefused: somebody vetoed.
        Exception: whatever a keeper raised; nothing was erased.

    """
    with transaction.atomic():
        plan = plan_erasure(person)
        if not plan.allowed:
            raise ErasureRefused(plan)
        counts: dict[str, Mapping[str, int]] = {}
        for keeper in keepers():
            gone = keeper.data.erase(person, dry_run=False)
            if any(gone.values()):
                counts[keeper.name] = gone
    return Plan(counts)
