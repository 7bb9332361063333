"""What add-ons say about their own health, beside the checks of their connectors.

A manifest lists functions: `health_checks = ("health.sources",)`. Each takes the municipality and
gives findings: anything with `message` and `serious`, such as `cms.connectors.base.Finding`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from .manifest import AddonConfig
from .offers import enabled_slugs_in_order
from .registry import addons

if TYPE_CHECKING:
    from wagtail.models import Site

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """One thing an add-on found. `serious`: it cannot work; otherwise: look at it soon."""

    slug: str
    title: Any
    message: Any
    serious: bool = True


def health_findings(site: Site) -> Iterator[HealthFinding]:
    """The findings of every add-on that is on for a municipality, add-on by add-on.

    A check that raises becomes a serious finding of its add-on and never keeps the others from
    being asked. Checks that ask the outside world belong to connectors, whose calls end in time.
    """
    for slug in enabled_slugs_in_order(site):
        addon = addons()[slug]
        for path in addon.health_checks:
            yield from _ask(addon, path, site)


def _ask(addon: AddonConfig, path: str, site: Site) -> list[HealthFinding]:
    try:
        return [
            HealthFinding(addon.slug, addon.title, found.message, bool(found.serious))
            for found in addon.load(path)(site)
        ]
    except Exception:
        logger.exception("The health check %s of %s raised", path, addon.slug)
        message = _("The add-on's own check ended with an error; the log has the details.")
        return [HealthFinding(addon.slug, addon.title, message)]
