"""House rules of add-ons as system checks: `manage.py check` names what is wrong and what to do."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Warning, register

from .capabilities import CAPABILITIES
from .discovery import FAILED
from .manifest import AddonConfig
from .registry import addons, blocks_of


@register
def manifests_are_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Slugs are unique and usable in stored names; blocks have names, labels, descriptions."""
    configs = [config for config in apps.get_app_configs() if isinstance(config, AddonConfig)]
    counts = Counter(config.slug for config in configs)
    found: list[CheckMessage] = [
        Error(
            f"Two add-ons use the slug {slug!r}.",
            hint="A slug is stored in pages; one of them must choose another.",
            id="ratusz.E001",
        )
        for slug, count in counts.items()
        if count > 1
    ]
    found += [
        Error(f"{config.name}: {config.slug!r} is no slug of an add-on.", id="ratusz.E002")
        for config in configs
        if not config.slug.isidentifier() or "__" in config.slug
    ]
    return found + _blocks_are_described() + _offers_are_known()


@register
def addons_that_do_not_run(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report add-ons that were asked for and could not be loaded."""
    return [
        Warning(
            f"The add-on {slug} is not running: {reason}.",
            hint="The site works without it; its content is kept.",
            id="ratusz.W001",
        )
        for slug, reason in FAILED.items()
    ]


def _offers_are_known() -> list[CheckMessage]:
    return [
        Error(
            f"{slug}: there is no capability {name!r}.",
            hint="cms.addonkit.capabilities lists them: " + ", ".join(CAPABILITIES),
            id="ratusz.E004",
        )
        for slug, addon in addons().items()
        for name in addon.provides
        if name not in CAPABILITIES
    ]


def _blocks_are_described() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for slug, addon in addons().items():
        for block_class in blocks_of(addon):
            meta: Any = block_class._meta_class  # type: ignore[attr-defined]
            missing = [
                name for name in ("label", "icon", "description") if not getattr(meta, name, "")
            ]
            if missing or not block_class.block_name:  # type: ignore[attr-defined]
                wanted = ", ".join(missing) or "block_name"
                found.append(
                    Error(
                        f"{slug}: the block {block_class.__name__} lacks {wanted}.",
                        id="ratusz.E003",
                    )
                )
    return found
