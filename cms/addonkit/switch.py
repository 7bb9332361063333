"""The switch: is an add-on on for a municipality? Takes effect on the next request everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import Signal

from . import request_state
from .registry import addons, owner_of

if TYPE_CHECKING:
    from wagtail.models import Site

_EDITED_SITE = "edited site"

# Sent in the transaction of a change: `slug`, `site`, `enabled`.
switched = Signal()

_EVERYWHERE = "switches of all sites"


def enabled_slugs(site: Site | None) -> frozenset[str]:
    """The add-ons that are on for a site; one query a request."""
    if site is None:
        return frozenset(slug for slug, addon in addons().items() if not addon.removable)
    return request_state.remembered(("switches", site.pk), lambda: _read(site.pk))


def is_enabled(slug: str, site: Site | None) -> bool:
    """Whether the add-on runs on this site."""
    return slug in enabled_slugs(site)


def site_ids_with(slug: str) -> frozenset[int]:
    """The sites on which an add-on is on; two queries a request for all add-ons together."""
    return request_state.remembered(_EVERYWHERE, _read_everywhere).get(slug, frozenset())


def set_enabled(slug: str, site: Site, *, enabled: bool) -> bool:
    """Switch an add-on on or off for a site.

    Returns:
        Whether anything changed.

    Raises:
        LookupError: no such add-on is running, or it is a part that cannot be switched.

    """
    from .models import AddonSwitch  # noqa: PLC0415

    addon = addons().get(slug)
    if addon is None or not addon.removable:
        message = f"{slug!r} is no add-on that can be switched."
        raise LookupError(message)
    before = slug in _read(site.pk)
    if before != enabled:
        AddonSwitch.objects.update_or_create(site=site, slug=slug, defaults={"enabled": enabled})
        request_state.forget(("switches", site.pk))
        request_state.forget(_EVERYWHERE)
        switched.send(sender=AddonSwitch, slug=slug, site=site, enabled=enabled)
    return before != enabled


def switch_on_once(slug: str, site: Site) -> None:
    """Switch an add-on on where nobody has decided yet; what an administrator chose stays.

    Raises:
        LookupError: no such add-on is running, or it is a part that cannot be switched.

    """
    from .models import AddonSwitch  # noqa: PLC0415

    if not AddonSwitch.objects.filter(site=site, slug=slug).exists():
        set_enabled(slug, site, enabled=True)


def edit_for(site: Site | None) -> None:
    """Say whose page is being edited, so that the form offers that site's add-ons."""
    request_state.put(_EDITED_SITE, site)


def offered(block_type: str) -> bool:
    """Whether the form being built offers this block type. Blocks of the pages always are."""
    slug = owner_of(block_type)
    site = request_state.get(_EDITED_SITE)
    if slug is None or slug not in addons() or site is None:
        return True
    return is_enabled(slug, site)


def _read(site_id: int) -> frozenset[str]:
    from .models import AddonSwitch  # noqa: PLC0415

    rows = dict(AddonSwitch.objects.filter(site_id=site_id).values_list("slug", "enabled"))
    return frozenset(
        slug
        for slug, addon in addons().items()
        if not addon.removable or rows.get(slug, addon.default_enabled)
    )


def _read_everywhere() -> dict[str, frozenset[int]]:
    from wagtail.models import Site  # noqa: PLC0415

    from .models import AddonSwitch  # noqa: PLC0415

    sites = frozenset(Site.objects.values_list("pk", flat=True))
    rows = {
        (slug, site_id): enabled
        for slug, site_id, enabled in AddonSwitch.objects.values_list("slug", "site_id", "enabled")
    }
    return {
        slug: frozenset(
            site_id
            for site_id in sites
            if not addon.removable or rows.get((slug, site_id), addon.default_enabled)
        )
        for slug, addon in addons().items()
    }
