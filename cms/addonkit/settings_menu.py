"""The settings of add-ons in the admin: registered by the manifest, listed where the add-on is on.

The form itself opens also while the add-on is off, from Settings ▸ Add-ons: what it needs is set up
before residents see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.contrib.settings.registry import SettingMenuItem, register_setting

from .registry import addon_of, addons
from .switch import site_ids_with

if TYPE_CHECKING:
    from django.http import HttpRequest


def register_settings() -> None:
    """Register the settings that manifests declare; once all models are loaded."""
    for addon in addons().values():
        if addon.settings_model:
            register_setting(addon.load(addon.settings_model), icon=addon.icon)


def leave_out_what_is_off(request: HttpRequest, items: list[Any]) -> None:
    """Drop the entries of add-ons that are off on every site whose settings a user may change."""
    items[:] = [item for item in items if _is_on(request, item)]


def _is_on(request: HttpRequest, item: Any) -> bool:
    if not isinstance(item, SettingMenuItem):
        return True
    addon = addon_of(item.model)
    if addon is None or not addon.removable:
        return True
    on = site_ids_with(addon.slug)
    policy = item.model.get_permission_policy()
    sites = policy.sites_user_has_any_permission_for(request.user, ["change"])
    return bool(on) and sites.filter(pk__in=on).exists()
