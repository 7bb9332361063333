"""Puts Settings ▸ Messages into the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.audit.staff import site_policy

from .digest.account import DigestPanel
from .models import Wording
from .screen import rows, views

site_policy(Wording)


@hooks.register("register_admin_urls")
def message_urls() -> list[URLPattern]:
    """The list and the words. Wagtail lets only people with access to the admin through."""
    return [
        path("messages/", views.MessagesView.as_view(), name="ratusz_messages"),
        path(
            "messages/<int:site_id>/<str:kind>/<slug:language>/",
            views.WordingView.as_view(),
            name="ratusz_message_words",
        ),
    ]


class _MessagesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rows.may_change(request.user)


@hooks.register("register_settings_menu_item")
def messages_menu_item() -> MenuItem:
    """The entry under Settings, for those who may change words at a site."""
    return _MessagesMenuItem(
        _("Messages"), reverse("ratusz_messages"), name="messages", icon_name="mail", order=95
    )


@hooks.register("register_account_settings_panel")
def daily_summary_panel(request: HttpRequest, user: Any, profile: Any) -> DigestPanel:
    """The box in the account of those who get the daily summary."""
    return DigestPanel(request, user, profile)
