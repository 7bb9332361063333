"""Puts Settings ▸ Add-ons and Reports ▸ Deliveries into the Wagtail admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .outbox.screen import DeliveryViewSet
from .panel import AddonsView, AddonView, administered_sites, switch


@hooks.register("register_admin_urls")
def addon_urls() -> list[URLPattern]:
    """The list, each add-on, the switch. Wagtail lets only people with access to the admin in."""
    one = "add-ons/<int:site_id>/<slug:slug>/"
    return [
        path("add-ons/", AddonsView.as_view(), name="ratusz_addons"),
        path(one, switch, name="ratusz_addon_switch"),
        path(f"{one}about/", AddonView.as_view(), name="ratusz_addon"),
        path(f"{one}switch/", AddonView.as_view(asking=True), name="ratusz_addon_ask"),
    ]


class _AddonsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administered_sites(request.user).exists()


@hooks.register("register_settings_menu_item")
def addons_menu_item() -> MenuItem:
    """The entry under Settings, for those who administer a site."""
    return _AddonsMenuItem(
        _("Add-ons"), reverse("ratusz_addons"), name="add-ons", icon_name="cogs", order=90
    )


@hooks.register("register_admin_viewset")
def outbox() -> DeliveryViewSet:
    """The outbox, for those who may see or change the deliveries of a site."""
    return DeliveryViewSet()
