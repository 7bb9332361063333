"""The add-ons of this process, computed from Django's app registry: no ordering problem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps

from .manifest import AddonConfig

if TYPE_CHECKING:
    from .blocks import AddonBlock

# Between the add-on's slug and the block's name in stored JSON: "dues__card".
SEPARATOR = "__"


def addons() -> dict[str, AddonConfig]:
    """Slug ▸ manifest of every running add-on, built-in parts included."""
    return {
        config.slug: config for config in apps.get_app_configs() if isinstance(config, AddonConfig)
    }


def block_items() -> Iterator[tuple[str, AddonBlock]]:
    """(stored type, block) of every block of every running add-on."""
    for slug, addon in addons().items():
        for block_class in addon.block_classes():
            block: Any = block_class(group=addon.title)
            block.addon_slug = slug
            yield f"{slug}{SEPARATOR}{block.block_name}", block


def owner_of(block_type: str) -> str | None:
    """The slug in a stored block type, or None for a block of the pages themselves."""
    slug, separator, _name = block_type.partition(SEPARATOR)
    return slug if separator else None
