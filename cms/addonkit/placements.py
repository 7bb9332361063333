"""Where the blocks of add-ons stand: kept at publication, asked when an address is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch
from django.utils import translation

from . import request_state
from .languages import language_of, locale_id_of
from .registry import addons
from .routes import reverse_subpage
from .switch import enabled_slugs

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page, Site

    from .models import AddonPlacement


def follow_publication() -> None:
    """Keep the index in step with publishing and unpublishing."""
    from wagtail.signals import page_published, page_unpublished  # noqa: PLC0415

    page_published.connect(_published, dispatch_uid="ratusz.addonkit.published")
    page_unpublished.connect(_unpublished, dispatch_uid="ratusz.addonkit.unpublished")


def index_page(page: Any) -> None:
    """Write the placements of a live page; rows that are right already are left alone."""
    from .models import AddonPlacement  # noqa: PLC0415

    wanted = {
        str(child.id): (child.block.addon_slug, child.block_type, child.value.get("url_prefix"), n)
        for n, child in enumerate(page.addon_children())
    }
    present = {
        row.block_id: (row.slug, row.block_type, row.prefix or None, row.order)
        for row in AddonPlacement.objects.filter(page_id=page.pk)
    }
    normal = {key: (s, t, p or None, n) for key, (s, t, p, n) in wanted.items()}
    if normal == present:
        return
    AddonPlacement.objects.filter(page_id=page.pk).delete()
    AddonPlacement.objects.bulk_create(
        AddonPlacement(
            page_id=page.pk, slug=s, block_type=t, prefix=p or "", order=n, block_id=block_id
        )
        for block_id, (s, t, p, n) in wanted.items()
    )


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
    blocks = {f"{slug}__{cls.block_name}": cls for cls in addons()[slug].block_classes()}
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


def _published(sender: Any, instance: Any, **kwargs: Any) -> None:
    if hasattr(instance, "addon_children"):
        index_page(instance)


def _unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    from .models import AddonPlacement  # noqa: PLC0415

    AddonPlacement.objects.filter(page_id=instance.pk).delete()
