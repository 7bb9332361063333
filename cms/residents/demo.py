"""The demo's residents. All are invented; their numbers are valid in form and nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from wagtail.models import Site

from cms.addonkit.people import Pesel
from cms.notices.demo import fill_inbox

from .models import Resident
from .services import verify


@dataclass(frozen=True)
class Person:
    """A resident of the demo; with a PESEL they are verified."""

    email: str
    first_name: str
    last_name: str
    who: str
    pesel: Pesel | None = None


ANNA = Person(
    "anna.nowak@example.org", "Anna", "Nowak", "resident A: verified", Pesel("78031400122")
)
PIOTR = Person("piotr.zielinski@example.org", "Piotr", "Zieliński", "resident U: not verified")
MARIA = Person(
    "maria.wisniewska@example.org",
    "Maria",
    "Wiśniewska",
    "resident B: verified",
    Pesel("65110200243"),
)
JAN = Person(
    "jan.wojcik@example.org",
    "Jan",
    "Wójcik",
    "resident E: verified, owes nothing",
    Pesel("84013000534"),
)
OLENA = Person(
    "olena.kowalenko@example.org",
    "Olena",
    "Kowalenko",
    "resident C: verified",
    Pesel("90072100461"),
)

PEOPLE = {"pulawy": (ANNA, PIOTR, MARIA, JAN), "zalesie": (OLENA,)}


def build(site: Site, tree: Any) -> None:
    """Make the residents of a municipality that are not there yet.

    Raises:
        ImproperlyConfigured: this is no demo; everybody knows these people's password.

    """
    if not getattr(settings, "DEMO", False):
        message = "The demo's people are for demo installations only."
        raise ImproperlyConfigured(message)
    for person in PEOPLE.get(tree.municipality, ()):
        user = _user(person.email)
        if not Resident.objects.filter(user=user, site=site).exists():
            resident = Resident.objects.create(
                user=user, site=site, first_name=person.first_name, last_name=person.last_name
            )
            if person.pesel:
                verify(resident, pesel=person.pesel, how="demo")
            if person is ANNA:
                fill_inbox(site, user)


def logins(site: Site) -> Iterator[tuple[str, str]]:
    """Who may sign in at a municipality, for the table that the command prints."""
    words = {person.email: person.who for people in PEOPLE.values() for person in people}
    for email in (
        Resident.objects.filter(site=site, user__email__in=words)
        .order_by("pk")
        .values_list("user__email", flat=True)
    ):
        yield email, words[email]


def _user(email: str) -> Any:
    users = get_user_model()._default_manager
    user = users.filter(email=email).first()
    if user is None:
        user = users.create_user(email, settings.RATUSZ_DEMO_PASSWORD)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user
