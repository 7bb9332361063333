"""The add-ons of this process, computed from Django's app registry: no ordering problem."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps

from .discovery import FAILED, report
from .manifest import AddonConfig

if TYPE_CHECKING:
    from django.db.models import Model

    from .blocks import AddonBlock

logger = logging.getLogger(__name__)

# Between the add-on's slug and the block's name in stored JSON: "dues__card".
SEPARATOR = "__"


def addons() -> dict[str, AddonConfig]:
    """Slug ▸ manifest of every running add-on, built-in parts included.

    An add-on whose code failed after its manifest was read is not among them.
    """
    return {
        config.slug: config
        for config in apps.get_app_configs()
        if isinstance(config, AddonConfig) and config.slug not in FAILED
    }


def blocks_of(addon: AddonConfig) -> list[Any]:
    """The block classes of an add-on; none, and a report, when they cannot be loaded."""
    try:
        return addon.block_classes()
    except Exception as error:
        logger.exception("The blocks of the add-on %s cannot be loaded", addon.slug)
        report(addon.slug, f"{type(error).__name__}: {error}")
        return []


def block_class_of(block_type: str) -> Any:
    """The block class of a running add-on behind a stored type, or None."""
    slug, _separator, name = block_type.partition(SEPARATOR)
    addon = addons().get(slug)
    classes = blocks_of(addon) if addon else []
    return next((found for found in classes if found.block_name == name), None)


def block_items() -> Iterator[tuple[str, AddonBlock]]:
    """(stored type, block) of every block of every running add-on."""
    for slug, addon in addons().items():
        for block_class in blocks_of(addon):
            block: Any = block_class(group=addon.title)
            block.addon_slug = slug
            yield f"{slug}{SEPARATOR}{block.block_name}", block


def owner_of(block_type: str) -> str | None:
    """The slug in a stored block type, or None for a block of the pages themselves."""
    slug, separator, _name = block_type.partition(SEPARATOR)
    return slug if separator else None


def addon_of(model: type[Model]) -> AddonConfig | None:
    """The add-on that a model belongs to; None for a model of anything else."""
    config = apps.get_app_config(model._meta.app_label)
    return config if isinstance(config, AddonConfig) else None
