"""Entries in words, for officials and for residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import Kind
from .people import titles_of_roles

if TYPE_CHECKING:
    from .models import Entry


def actor_words(entry: Entry) -> str:
    """Who acted, for officials: the person by name, and as what."""
    if entry.actor_kind in {Kind.SYSTEM, Kind.NOBODY}:
        return str(Kind(entry.actor_kind).label)
    name = _("account %(number)s") % {"number": entry.actor_id}
    if entry.actor is not None:
        name = entry.actor.get_full_name() or entry.actor.get_username()
    roles = ", ".join(titles_of_roles(entry.actor_roles))
    return f"{name} ({roles})" if roles else str(name)


def who_words(entry: Entry) -> str:
    """Who acted, for the person whose data it was: as what, of which unit, without a name."""
    if entry.actor_kind != Kind.OFFICIAL:
        return str(Kind(entry.actor_kind).label)
    role = ", ".join(titles_of_roles(entry.actor_roles)) or str(Kind.OFFICIAL.label)
    return f"{role}, {entry.actor_unit}" if entry.actor_unit else role


def subject_words(entry: Entry) -> str:
    """Whose data it was, for officials: the account's number, not the name."""
    if entry.subject_user_id is not None:
        return _("account %(number)s") % {"number": entry.subject_user_id}
    return _("a person known by PESEL") if entry.subject_hash else ""


def detail_words(entry: Entry) -> str:
    """The details as `key: value`."""
    return ", ".join(f"{key}: {value}" for key, value in entry.detail.items())


def object_name(entry: Entry) -> str:
    """The kind of record; empty when its app is gone."""
    try:
        return capfirst(str(apps.get_model(entry.object_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return ""


def object_words(entry: Entry) -> str:
    """The kind of record and its number, for officials."""
    return f"{object_name(entry) or entry.object_type} {entry.object_id}".strip()
