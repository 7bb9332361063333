"""The demo's staff, with their roles and the second factor whose secret the demo prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from wagtail.models import Site

from .models import Kind, Role
from .roles import ensure_roles

# Base32, 20 bytes. Everybody may know it: the demo's people exist in demos only.
TOTP_SECRET = "RATUSZDEMO234567RATUSZDEMO234567"  # noqa: S105


@dataclass(frozen=True)
class Worker:
    """Somebody who works with the portal; without a role they run the whole installation."""

    email: str
    first_name: str
    last_name: str
    who: str
    role: Kind | None


STAFF = {
    "pulawy": (
        Worker("redaktor@example.org", "Ewa", "Redaktor", "editor", Kind.EDITOR),
        Worker("urzednik@example.org", "Tomasz", "Urzędnik", "official", Kind.OFFICIAL),
        Worker("kasjer@example.org", "Beata", "Kasjer", "cashier", Kind.CASHIER),
        Worker("moderator@example.org", "Paweł", "Moderator", "moderator", Kind.MODERATOR),
        Worker("admin@example.org", "Joanna", "Administrator", "administrator", Kind.ADMINISTRATOR),
        Worker("operator@example.org", "Marek", "Operator", "operator of the installation", None),
    ),
    "zalesie": (
        Worker("admin2@example.org", "Irena", "Administrator", "administrator", Kind.ADMINISTRATOR),
    ),
}


def build(site: Site, tree: Any) -> None:
    """Make the roles and the staff of a municipality that are not there yet.

    Raises:
        ImproperlyConfigured: this is no demo; everybody knows these people's password.

    """
    if not getattr(settings, "DEMO", False):
        message = "The demo's people are for demo installations only."
        raise ImproperlyConfigured(message)
    groups = ensure_roles(site)
    for worker in STAFF.get(tree.municipality, ()):
        user = _user(worker)
        if worker.role and not user.groups.filter(pk=groups[worker.role].pk).exists():
            user.groups.add(groups[worker.role])


def logins(site: Site) -> Iterator[tuple[str, str]]:
    """Who may sign in at a municipality, for the table that the command prints."""
    users = get_user_model()._default_manager
    groups = Role.objects.filter(site=site).values("group")
    for workers in STAFF.values():
        if not users.filter(email=workers[0].email, groups__in=groups).exists():
            continue
        for worker in workers:
            yield worker.email, worker.who


def _user(worker: Worker) -> Any:
    users = get_user_model()._default_manager
    user = users.filter(email=worker.email).first()
    if user is None:
        user = users.create_user(
            worker.email,
            settings.RATUSZ_DEMO_PASSWORD,
            first_name=worker.first_name,
            last_name=worker.last_name,
            is_staff=True,
            is_superuser=worker.role is None,
        )
        EmailAddress.objects.create(user=user, email=worker.email, primary=True, verified=True)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, getattr(settings, "RATUSZ_DEMO_TOTP", TOTP_SECRET))
    return user
