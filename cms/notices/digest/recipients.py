"""Who gets the daily summary: people who work at the municipality and can do something about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import GroupSitePermission, Site

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

RIGHTS = (
    "ratusz_connectors.change_outboxdelivery",
    "ratusz_health.view_checkrun",
    "ratusz_health.change_checkrun",
)
"""Whoever holds one of these for a site gets its summary: deliveries, health of the connections."""


def recipients_of(site: Site) -> QuerySet[Any]:
    """The active people who get the summary of a municipality unless they switched it off.

    Operators of the installation are not among them: they would get one for each municipality.
    """
    groups = GroupSitePermission.objects.filter(_rights(), site=site).values("group")
    users: QuerySet[Any] = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(groups__in=groups).distinct().order_by("pk")


def sites_of(user: AbstractBaseUser) -> QuerySet[Site]:
    """The municipalities whose summary somebody gets, by name."""
    held = GroupSitePermission.objects.filter(_rights(), group__user=user).values("site")
    return Site.objects.filter(pk__in=held).order_by("site_name", "hostname", "port")


def _rights() -> Q:
    wanted = Q(pk__in=())
    for right in RIGHTS:
        label, codename = right.split(".")
        wanted |= Q(permission__content_type__app_label=label, permission__codename=codename)
    return wanted
