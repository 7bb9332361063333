"""The entries that add-ons put into the portal's menu."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch

from .offers import enabled_slugs_in_order
from .placements import addon_reverse
from .registry import addons

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site

logger = logging.getLogger(__name__)


def menu_entries(site: Site, request: HttpRequest | None = None) -> Iterator[tuple[str, str]]:
    """(title, address) of the entries of a municipality's add-ons that are on.

    An entry whose target stands on no live page is left out. Without declared entries nothing is
    asked of the database but the switch.
    """
    for slug in enabled_slugs_in_order(site):
        for entry in addons()[slug].menu:
            target = f"{slug}:{entry.target}" if entry.target else slug
            try:
                yield str(entry.title), addon_reverse(target, site=site, request=request)
            except NoReverseMatch:
                logger.debug("The menu entry %s leads to no live page", target)
