"""Which page the editor has open: what a placeholder is bound to, and what was stored of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import request_state

if TYPE_CHECKING:
    from django.urls import ResolverMatch

_OPEN = "open in the editor"
_PAGES = "wagtailadmin_pages"


def open_from(match: ResolverMatch | None) -> None:
    """Note what the admin's address says is being edited, for the rest of the request."""
    if match is None:
        return
    if _PAGES in match.namespaces:
        for name in ("page_id", "parent_page_id"):
            if name in match.kwargs:
                request_state.put(_OPEN, (name, str(match.kwargs[name])))
    elif match.namespaces and "pk" in match.kwargs:
        request_state.put(_OPEN, (match.namespaces[-1], str(match.kwargs["pk"])))


def binding() -> str:
    """What a signed placeholder belongs to: `page_id:7`; empty outside the editor."""
    opened = request_state.get(_OPEN)
    return ":".join(opened) if opened else ""


def stored_item(block_id: str) -> dict[str, Any] | None:
    """The raw stream item with this id in the latest version of the page that is being edited."""
    opened = request_state.get(_OPEN)
    if not opened or opened[0] != "page_id":
        return None
    items = request_state.remembered(("stored items", opened), lambda: _items_of(opened[1]))
    return items.get(block_id)


def _items_of(page_id: str) -> dict[str, dict[str, Any]]:
    from wagtail.fields import StreamField  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415

    page: Any = Page.objects.filter(pk=page_id).first()
    if page is None:
        return {}
    page = page.get_latest_revision_as_object()
    return {
        item["id"]: item
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
        for item in raw_items(field.get_prep_value(field.value_from_object(page)))
    }


def raw_items(raw: Any) -> Iterator[dict[str, Any]]:
    """Every stream item in stored JSON, however deep."""
    if isinstance(raw, dict):
        if isinstance(raw.get("type"), str) and raw.get("id") and "value" in raw:
            yield raw
        for child in raw.values():
            yield from raw_items(child)
    elif isinstance(raw, list):
        for child in raw:
            yield from raw_items(child)
