"""Who acts: kind, roles and unit, as they are at that moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from .models import Kind

if TYPE_CHECKING:
    from django.http import HttpRequest

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever did what is recorded."""

    kind: Kind
    user_id: Any = None
    roles: str = ""
    unit: str = ""


def actor_of(
    actor: Any, *, site_id: int | None, request: HttpRequest | None, official: bool | None = None
) -> Actor:
    """Who acted.

    Args:
        actor: a user, None or an anonymous user (nobody), or "system".
        site_id: where; roles are those of this site.
        request: an address of the admin makes a user an official.
        official: says so where no request can.

    """
    if actor == SYSTEM:
        return Actor(Kind.SYSTEM)
    if actor is None or actor.pk is None:
        return Actor(Kind.NOBODY)
    if official is None:
        official = request is not None and request.path.startswith(_admin_path())
    if not official:
        return Actor(Kind.USER, actor.pk)
    return Actor(
        Kind.OFFICIAL,
        actor.pk,
        roles=",".join(_ask("RATUSZ_STAFF_ROLES", actor, site_id) or ())[:200],
        unit=str(_ask("RATUSZ_STAFF_UNIT", actor, site_id) or "")[:200],
    )


def titles_of_roles(codes: str) -> list[str]:
    """The words of stored codes of roles. A code whose words are unknown is left out."""
    path = getattr(settings, "RATUSZ_STAFF_ROLE_TITLES", "")
    words = import_string(path)() if path else {}
    return [str(words[code]) for code in codes.split(",") if code in words]


def _ask(setting: str, user: Any, site_id: int | None) -> Any:
    """What the function that a setting names says about a user at a site; None without one."""
    path = getattr(settings, setting, "")
    return import_string(path)(user, site_id) if path else None


def _admin_path() -> str:
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:  # a project without Wagtail's admin
        return "\0"
