"""Which pages a stream links to: read from its raw data, so nothing is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wagtail import blocks

_LINK = re.compile(r'<a [^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


def linked_ids(stream: Any) -> Iterator[int]:
    """The primary keys of the pages that choosers and rich texts of a stream name."""
    yield from _ids(stream.stream_block, list(stream.raw_data))


def _ids(block: Any, raw: Any) -> Iterator[int]:
    if not raw:
        return
    if isinstance(block, blocks.PageChooserBlock):
        yield int(raw)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_rich_text(str(raw))
    elif isinstance(block, blocks.StreamBlock):
        for item in raw:
            yield from _ids(block.child_blocks.get(item["type"]), item["value"])
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            yield from _ids(block.child_block, item.get("value") if _is_item(item) else item)
    elif isinstance(block, blocks.StructBlock) and isinstance(raw, Mapping):
        for name, child in block.child_blocks.items():
            yield from _ids(child, raw.get(name))


def _in_rich_text(html: str) -> Iterator[int]:
    for tag in _LINK.findall(html):
        yield from (int(number) for number in _ID.findall(tag))


def _is_item(item: Any) -> bool:
    return isinstance(item, Mapping) and item.get("type") == "item"
