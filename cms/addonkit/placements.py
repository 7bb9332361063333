"""Where the blocks of add-ons stand: kept at publication, asked when an address is needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch
from django.utils import translation

from . import request_state
from .languages import language_of, locale_id_of
from .registry import addons, blocks_of, owner_of
from .routes import reverse_subpage
from .switch import enabled_slugs
from .walk import addon_items

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page, Site

    from .models import AddonPlacement

# What the column holds; longer prefixes are refused where they are typed.
_LONGEST_PREFIX = 100


def follow_publication() -> None:
    """Keep the index in step with every save of a page: publishing, copying, aliases, imports."""
    from django.db.models.signals import post_save  # noqa: PLC0415

    post_save.connect(_saved, dispatch_uid="ratusz.addonkit.saved")


def index_page(page: Any) -> bool:
    """Write the placements of a page; rows that are right already are left alone.

    Blocks of add-ons that are off or gone have rows too: what is off is sorted out when the index
    is asked, so nothing needs to be written when an add-on comes back.

    Returns:
        Whether anything was wrong.

    """
    from .models import AddonPlacement  # noqa: PLC0415

    wanted = list(_rows_of(page)) if page.live else []
    present = list(
        AddonPlacement.objects.filter(page_id=page.pk)
        .order_by("order")
        .values_list("block_id", "block_type", "prefix", "order")
    )
    if wanted == present:
        return False
    AddonPlacement.objects.filter(page_id=page.pk).delete()
    AddonPlacement.objects.bulk_create(
        AddonPlacement(
            page_id=page.pk,
            slug=owner_of(block_type) or "",
            block_type=block_type,
            prefix=prefix,
            order=order,
            block_id=block_id,
        )
        for block_id, block_type, prefix, order in wanted
    )
    return True


def _rows_of(page: Any) -> Iterator[tuple[str, str, str, int]]:
    items = (item for name in page.addon_fields for item in addon_items(getattr(page, name)))
    seen: set[str] = set()
    for order, (block_type, block_id, prefix) in enumerate(items):
        if block_id not in seen:
            seen.add(block_id)
            yield block_id, block_type, prefix[:_LONGEST_PREFIX], order


def addon_reverse(
    target: str,
    *,
    site: Site,
    locale: str | None = None,
    request: HttpRequest | None = None,
    **arguments: Any,
) -> str:
    """The address of a block's sub-URL on whichever page of the site hosts it.

    Args:
        target: `"dues:card"`, or `"dues"` for the page itself.
        site: the municipality.
        locale: a language code; the active language by default, then the site's default.
        request: saves queries when the address belongs to the same site.
        arguments: those of the sub-URL.

    Raises:
        NoReverseMatch: no live page hosts the add-on, it is off, or the arguments do not fit.

    """
    slug, _separator, name = target.partition(":")
    if slug not in enabled_slugs(site):
        message = f"The add-on {slug!r} is not on for this site."
        raise NoReverseMatch(message)
    for row, block in _candidates(slug, site, locale or translation.get_language() or ""):
        base = row.page.get_url(request)
        if not name:
            return str(base)
        if any(item.name == name for item in block.subpages):
            language = language_of(row.page.locale_id)
            tail = reverse_subpage(block.subpages, language, name, arguments)
            return "".join([base, f"{row.prefix}/" if row.prefix else "", tail])
    message = f"No live page of {site} hosts a block of {slug!r} with {name!r}."
    raise NoReverseMatch(message)


def pages_with(slug: str, site: Site, locale: str) -> list[Page]:
    """The live pages of a site, in one language, that host a block of an add-on."""
    rows = _rows(site).filter(slug=slug, page__locale_id=locale_id_of(locale))
    return list({row.page_id: row.page for row in rows}.values())


def hidden_page_ids(site: Site) -> frozenset[int]:
    """Pages that host only blocks of add-ons which are off: menus and tiles leave them out.

    One query a request.
    """
    return request_state.remembered(("hidden pages", site.pk), lambda: _hidden(site))


def _hidden(site: Site) -> frozenset[int]:
    on = enabled_slugs(site)
    hosts: dict[int, bool] = {}
    for page_id, slug in _rows(site).order_by().values_list("page_id", "slug"):
        hosts[page_id] = hosts.get(page_id, False) or slug in on
    return frozenset(page_id for page_id, shown in hosts.items() if not shown)


def _candidates(slug: str, site: Site, language: str) -> list[tuple[AddonPlacement, Any]]:
    """Placements with their blocks, the asked language first, then the default one."""
    blocks = {f"{slug}__{cls.block_name}": cls for cls in blocks_of(addons()[slug])}
    wanted, default = locale_id_of(language), locale_id_of(settings.LANGUAGE_CODE)
    rows = [row for row in _rows(site).filter(slug=slug) if row.block_type in blocks]
    ordered = [row for row in rows if row.page.locale_id == wanted]
    if wanted != default:
        ordered += [row for row in rows if row.page.locale_id == default]
    return [(row, blocks[row.block_type]) for row in ordered]


def _rows(site: Site) -> Any:
    """The placements of a site: on live pages under any language's root page."""
    from django.db.models import Q  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415

    from .models import AddonPlacement  # noqa: PLC0415

    roots = request_state.remembered(
        ("roots", site.pk),
        lambda: list(
            Page.objects.filter(translation_key=site.root_page.translation_key).values_list(
                "path", flat=True
            )
        ),
    )
    under = Q(pk__in=[])
    for root in roots:
        under |= Q(page__path__startswith=root)
    return AddonPlacement.objects.filter(under, page__live=True).select_related("page")


def _saved(
    sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if raw or not hasattr(instance, "addon_fields"):
        return
    relevant = {*instance.addon_fields, "live"}
    if update_fields is None or relevant.intersection(update_fields):
        index_page(instance)
