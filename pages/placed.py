"""Pages that show nothing now: all the add-ons whose blocks they carry are off.

The same answer as `cms.addonkit.placements.hidden_page_ids`, as a part of a query about pages.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Site

from cms.addonkit.models import AddonPlacement
from cms.addonkit.switch import enabled_slugs


def shows_nothing(site: Site) -> Q:
    """The condition, for a query of pages."""
    here = AddonPlacement.objects.filter(page=OuterRef("pk")).order_by()
    return Q(Exists(here)) & ~Q(Exists(here.filter(slug__in=enabled_slugs(site))))
