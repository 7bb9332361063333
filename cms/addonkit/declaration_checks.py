"""System checks of what manifests declare: every dotted path leads somewhere, to the right kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.checks import CheckMessage, Error, register

from .manifest import AddonConfig, MenuEntry
from .privacy import PersonalData
from .registry import addons

HINT = "The site works without it; correct the path in apps.py."


@register
def declarations_lead_somewhere(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each path of a manifest can be imported; rights, menu entries and personal data fit."""
    return [
        Error(f"{slug}: {problem}", hint=HINT, id="ratusz.E005")
        for slug, addon in addons().items()
        for problem in problems_of(addon)
    ]


def paths_of(addon: AddonConfig) -> Iterator[tuple[str, str]]:
    """(attribute, dotted path) of everything that a manifest declares by path."""
    for attribute in ("blocks", "dashboard_cards", "connectors", "health_checks"):
        yield from ((attribute, path) for path in getattr(addon, attribute))
    yield from (("schedules", path) for path, _period in addon.schedules.values())
    yield from (("provides", path) for path in addon.provides.values())
    if addon.settings_model:
        yield "settings_model", addon.settings_model
    if addon.personal_data:
        yield "personal_data", addon.personal_data
    if addon.site_urls:
        yield "site_urls", f"{addon.site_urls}.urlpatterns"


def problems_of(addon: AddonConfig) -> Iterable[str]:
    """What is wrong with a manifest's declarations, in words."""
    for attribute, path in paths_of(addon):
        try:
            addon.load(path)
        except Exception as error:  # noqa: BLE001 - foreign code may raise anything
            yield f"{attribute}: {path} cannot be loaded ({type(error).__name__}: {error})."
    yield from _problems_of_rights(addon)
    yield from (
        "menu holds cms.addonkit.manifest.MenuEntry only."
        for entry in addon.menu
        if not isinstance(entry, MenuEntry)
    )
    if addon.personal_data and not _keeps_the_protocol(addon):
        yield "personal_data must have export, veto and erase (cms.addonkit.privacy)."


def _problems_of_rights(addon: AddonConfig) -> Iterator[str]:
    known = {
        codename
        for model in addon.get_models()
        for codename in (
            *(get_permission_codename(action, model._meta) for action in _ACTIONS),
            *(codename for codename, _name in model._meta.permissions),
        )
    }
    for role, codenames in addon.permissions.items():
        for codename in codenames:
            if codename not in known:
                yield f"permissions: the role {role} cannot have {codename}: no model gives it."


_ACTIONS = ("add", "change", "delete", "view")


def _keeps_the_protocol(addon: AddonConfig) -> bool:
    try:
        return isinstance(addon.load(addon.personal_data or "")(), PersonalData)
    except Exception:  # noqa: BLE001 - reported as a path that cannot be loaded
        return True
