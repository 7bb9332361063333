"""What the blocks of links ask: where does this lead, which pages are the newest?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import F, prefetch_related_objects

from cms.addonkit import request_state

from .surroundings import Target, current_surroundings


def follow(item: Mapping[str, Any], context: Mapping[str, Any]) -> Target | None:
    """Where a link block leads, or None when it leads nowhere now.

    Args:
        item: the block's value: `page` or `url`.
        context: the template's.

    """
    if item["url"]:
        return Target(item["url"])
    return _follow_page(item["page"], context)


def latest_pages(
    value: Mapping[str, Any], context: Mapping[str, Any]
) -> tuple[Target | None, list[tuple[Any, str]]]:
    """A section and its newest live pages with their addresses: two queries.

    Args:
        value: the block's value: `section` and `number`.
        context: the template's.

    """
    target = _follow_page(value["section"], context)
    if target is None or target.language:
        return None, []
    model: Any = apps.get_model("ratusz_pages.ContentPage")
    pages = list(
        model.objects.child_of(target.page)
        .live()
        .select_related("picture")
        .defer_streamfields()
        .order_by(F("date").desc(nulls_last=True), "-first_published_at")[: int(value["number"])]
    )
    _load_renditions(page.picture for page in pages)
    return target, [(page, f"{target.url}{page.slug}/") for page in pages]


def load_renditions_of(page: Any) -> None:
    """Load the renditions of all pictures of a page's body in one query, once."""
    key = ("pages: renditions", id(page))
    if request_state.get(key) is None:
        request_state.put(key, True)
        pictures = (child for child in page.body if child.block_type == "picture")
        _load_renditions(child.value["image"] for child in pictures)


def _load_renditions(images: Iterable[Any]) -> None:
    prefetch_related_objects([image for image in images if image], "renditions")


def _follow_page(page: Any, context: Mapping[str, Any]) -> Target | None:
    if page is None:
        return None
    surroundings = current_surroundings()
    if surroundings is not None:
        return surroundings.target(page.pk)
    # A block that is rendered outside a request of ours, for example in the admin.
    url = page.get_url(context.get("request")) if page.live else None
    return Target(url, page.title, page=page) if url else None
