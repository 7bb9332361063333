"""From an address to its page with two queries, however deep it is. Wagtail needs two a level.

The pages from the home page down are remembered: breadcrumbs and view restrictions ask for them
again. What answers is the same as with Wagtail's own routing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction

from cms.addonkit import request_state

_CHAIN = "pages: chain"
_TOP_DEPTH = 2  # of a page directly below Wagtail's root


def route_below(home: Page, request: HttpRequest, components: Sequence[str]) -> Any:
    """The answer of the deepest page of an address, else of one above it, or None.

    Args:
        home: the home page, of which every other page of the address is a descendant.
        request: the request.
        components: the parts of the address below the home page.

    """
    chain = _chain(home, components)
    request_state.put(_CHAIN, [home, *chain])
    for depth in range(len(chain), 0, -1):
        try:
            return chain[depth - 1].specific.route(request, list(components[depth:]))
        except Http404:
            continue
    return None


def ancestors_of(page: Page, home: Page) -> list[Page]:
    """The pages between the home page and a page, from top to bottom."""
    chain = _known_chain(page)
    if chain and chain[0].pk == home.pk:
        return chain[1:-1]
    return list(page.get_ancestors().filter(depth__gt=home.depth))


def restrictions_of(page: Page) -> Any:
    """The view restrictions of a page that was just routed to, or None: ask Wagtail.

    An alias has the restrictions of its source, so nothing is decided here about those.
    """
    chain = _known_chain(page)
    if not chain or chain[0].depth != _TOP_DEPTH or any(item.alias_of_id for item in chain):
        return None
    ids = [item.pk for item in chain]
    return PageViewRestriction.objects.filter(Q(page_id__in=ids) | Q(page__depth=1))


def _known_chain(page: Page) -> list[Page]:
    """The pages from the home page to this one, when the request's address led to it."""
    chain: list[Page] = request_state.get(_CHAIN) or []
    return chain if chain and chain[-1].pk == page.pk else []


def _chain(home: Page, components: Sequence[str]) -> list[Page]:
    # Slugs are indexed, whole addresses are not; which of the slugs' pages are meant, their
    # addresses say.
    depths = range(home.depth + 1, home.depth + len(components) + 1)
    candidates = Page.objects.filter(
        slug__in=set(components), depth__in=depths, path__startswith=home.path
    )
    by_address = {page.url_path: page for page in candidates}
    chain: list[Page] = []
    address = home.url_path
    for component in components:
        address = f"{address}{component}/"
        if address not in by_address:
            break
        chain.append(by_address[address])
    return chain
