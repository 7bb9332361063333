"""Puts Reports ▸ Audit into the Wagtail admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .report import AuditView, may_look


@hooks.register("register_admin_urls")
def audit_urls() -> list[URLPattern]:
    """The list and its results. Wagtail lets only people with access to the admin through."""
    return [
        path("reports/audit/", AuditView.as_view(), name="ratusz_audit"),
        path(
            "reports/audit/results/",
            AuditView.as_view(results_only=True),
            name="ratusz_audit_results",
        ),
    ]


class _AuditMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)


@hooks.register("register_reports_menu_item")
def audit_menu_item() -> MenuItem:
    """The entry under Reports, for those who may look."""
    return _AuditMenuItem(
        _("Audit"), reverse("ratusz_audit"), name="audit", icon_name="view", order=950
    )
