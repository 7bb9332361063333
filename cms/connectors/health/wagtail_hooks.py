"""Puts Reports ▸ Health into the Wagtail admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.audit.staff import site_policy

from .models import CheckRun
from .screen import HealthView, check, may_look

site_policy(CheckRun)


@hooks.register("register_admin_urls")
def health_urls() -> list[URLPattern]:
    """The page and the check. Not below `reports/`, which only the operator may enter."""
    return [
        path("health/", HealthView.as_view(), name="ratusz_health"),
        path("health/<int:site_id>/", HealthView.as_view(), name="ratusz_health_site"),
        path("health/<int:site_id>/check/", check, name="ratusz_health_check"),
    ]


class _HealthMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request)


@hooks.register("register_reports_menu_item")
def health_menu_item() -> MenuItem:
    """The entry under Reports, for those who may look."""
    return _HealthMenuItem(
        _("Health"), reverse("ratusz_health"), name="health", icon_name="pulse", order=890
    )


@hooks.register("register_icons")
def icons(names: list[str]) -> list[str]:
    """The icon of the menu entry."""
    return [*names, "connectors/health/icons/pulse.svg"]
