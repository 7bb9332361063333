"""The sitemap of a municipality: its public pages in all its languages, and blocks' sub-pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .placements import hidden_page_ids
from .sites import site_of

# Of the sitemap protocol: more would need an index of sitemaps.
MOST = 50_000
_FRESH_SECONDS = 3600


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap of the site that the host belongs to.

    Raises:
        Http404: no site answers to this host.

    """
    site = site_of(request)
    if site is None:
        message = "No site here."
        raise Http404(message)
    urls: list[dict[str, Any]] = []
    for url in _urls(site, request):
        if len(urls) == MOST:
            break
        urls.append(url)
    response = render(request, "addonkit/sitemap.xml", {"urls": urls}, "application/xml")
    patch_cache_control(response, public=True, max_age=_FRESH_SECONDS)
    return response


def _urls(site: Any, request: HttpRequest) -> Iterator[dict[str, Any]]:
    for page in _pages(site).specific().iterator(chunk_size=500):
        yield from page.get_sitemap_urls(request)


def _pages(site: Any) -> Any:
    from wagtail.models import Page  # noqa: PLC0415

    homes = Page.objects.filter(translation_key=site.root_page.translation_key, live=True)
    below = Q(pk__in=[])
    for path in homes.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    pages = Page.objects.filter(below).live().public().order_by("path")
    return pages.exclude(pk__in=hidden_page_ids(site))
