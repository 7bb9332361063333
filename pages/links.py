"""Where links lead: all internal links of a page are looked up together.

Wagtail looks up each rich text's links by itself, and each chosen page's translation by itself. Here
one query finds the pages that the whole body links to, with their translations; a page that is not
live, or whose add-ons are all off, is no target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F, prefetch_related_objects
from django.http import HttpRequest
from wagtail import blocks
from wagtail.blocks import PageChooserBlock
from wagtail.models import Page

from cms.addonkit import request_state, site_of
from cms.addonkit.languages import language_of
from cms.addonkit.placements import hidden_page_ids

_RICH_TEXT_LINK = re.compile(r'<a [^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')
_TABLE = "pages: link table"


@dataclass(frozen=True)
class Target:
    """Where a link leads. `language` is set when the page is in another language than the reader."""

    url: str
    title: str = ""
    language: str = ""
    page: Any = None


class LinkTable:
    """The targets of the links of one page, in its language."""

    def __init__(self, page: Any, request: HttpRequest) -> None:
        """Remember the page; nothing is looked up before the first link."""
        self.page = page
        self.request = request
        self._targets: dict[int, Target | None] | None = None

    def target(self, page_id: int) -> Target | None:
        """Where a link to a page leads, or None when it leads nowhere now."""
        if self._targets is None:
            ids = {page_id for field in self.page.addon_fields for page_id in linked_ids(getattr(self.page, field))}
            self._targets = self._find(ids | set(self.page.linked_page_ids()))
        if page_id not in self._targets:
            self._targets.update(self._find({page_id}))
        return self._targets[page_id]

    def _find(self, ids: set[int]) -> dict[int, Target | None]:
        keys = Page.objects.filter(pk__in=ids).values("translation_key")
        found = list(Page.objects.filter(translation_key__in=keys)) if ids else []
        originals = {page.pk: page for page in found}
        here = {page.translation_key: page for page in found if page.locale_id == self.page.locale_id}
        targets: dict[int, Target | None] = {}
        for page_id in ids:
            original = originals.get(page_id)
            translated = here.get(original.translation_key) if original else None
            targets[page_id] = self._shown(translated) or self._shown(original)
        return targets

    def _shown(self, page: Any) -> Target | None:
        if page is None or not page.live:
            return None
        site = site_of(self.request)
        if site is not None and page.pk in hidden_page_ids(site):
            return None
        foreign = page.locale_id != self.page.locale_id
        url = page.get_url(self.request)
        return Target(url, page.title, language_of(page.locale_id) if foreign else "", page) if url else None


def open_table(page: Any, request: HttpRequest) -> None:
    """Make the link table of the page that is being shown."""
    request_state.put(_TABLE, LinkTable(page, request))


def follow(item: Mapping[str, Any], context: Mapping[str, Any]) -> Target | None:
    """Where a link block leads.

    Args:
        item: the block's value: `page` or `url`.
        context: the template's; without a page of ours in it (a block's preview) the chosen page is
            taken as it is.

    """
    if item["url"]:
        return Target(item["url"])
    return _follow_page(item["page"], context)


def latest_pages(value: Mapping[str, Any], context: Mapping[str, Any]) -> tuple[Target | None, list[Any]]:
    """A section and its newest live pages, with their pictures: two queries.

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
    with_pictures([page.picture for page in pages if page.picture])
    request = context.get("request")
    return target, [(page, page.get_url(request)) for page in pages]


def with_pictures(images: Iterable[Any]) -> None:
    """Load the renditions of many images in one query."""
    prefetch_related_objects(list(images), "renditions")


def linked_ids(stream: Any) -> Iterator[int]:
    """The pages that a stream links to, from its raw data: nothing is looked up."""
    yield from _ids(stream.stream_block, list(stream.raw_data))


def open_link_table() -> LinkTable | None:
    """The link table of the page that is being shown, or None outside one."""
    table: LinkTable | None = request_state.get(_TABLE)
    return table


def _follow_page(page: Any, context: Mapping[str, Any]) -> Target | None:
    if page is None:
        return None
    table = open_link_table()
    if table is not None:
        return table.target(page.pk)
    url = page.get_url(context.get("request")) if page.live else None
    return Target(url, page.title, page=page) if url else None


def _ids(block: Any, raw: Any) -> Iterator[int]:
    if not raw:
        return
    if isinstance(block, PageChooserBlock):
        yield int(raw)
    elif isinstance(block, blocks.RichTextBlock):
        for tag in _RICH_TEXT_LINK.findall(str(raw)):
            yield from (int(number) for number in _ID.findall(tag))
    elif isinstance(block, blocks.StreamBlock):
        for item in raw:
            child = block.child_blocks.get(item["type"])
            yield from _ids(child, item["value"])
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            yield from _ids(block.child_block, item.get("value") if _is_item(item) else item)
    elif isinstance(block, blocks.StructBlock) and isinstance(raw, Mapping):
        for name, child in block.child_blocks.items():
            yield from _ids(child, raw.get(name))


def _is_item(item: Any) -> bool:
    return isinstance(item, Mapping) and item.get("type") == "item"
