"""Finding add-on blocks in a stream, in the columns of a layout too.

Stored JSON is looked at first: a stream without add-on blocks is not unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue

from .blocks import AddonBlock
from .kept import KeptBlock
from .registry import SEPARATOR, owner_of


def addon_children(stream: Any) -> Iterator[Any]:
    """The running add-ons' blocks (as stream children), from top to bottom."""
    for child in children_of(stream):
        if isinstance(child.block, AddonBlock):
            yield child


def addon_items(stream: Any) -> Iterator[tuple[str, str, str]]:
    """(stored type, block id, prefix) of every add-on's block, also of add-ons that are gone."""
    for child in children_of(stream):
        value = child.value
        if isinstance(child.block, AddonBlock):
            yield child.block_type, str(child.id), value.get("url_prefix") or ""
        elif isinstance(child.block, KeptBlock) and value and owner_of(value.get("type", "")):
            stored = value["value"]
            prefix = stored.get("url_prefix") if isinstance(stored, dict) else ""
            yield value["type"], str(child.id), str(prefix or "")


def children_of(stream: Any) -> Iterator[Any]:
    """The blocks of a stream that are, or hold, blocks of add-ons; outer before inner."""
    for index, raw in enumerate(stream.raw_data):
        if not may_hold(raw):
            continue
        child = stream[index]
        yield child
        if not isinstance(child.block, AddonBlock):
            yield from _below(child.value)


def may_hold(raw: Any) -> bool:
    """Whether a stored item is a block of an add-on, or has one inside."""
    if isinstance(raw, dict):
        if SEPARATOR in str(raw.get("type", "")):
            return True
        return any(may_hold(child) for child in raw.values() if isinstance(child, (dict, list)))
    if isinstance(raw, list):
        return any(may_hold(child) for child in raw)
    return False


def _below(value: Any) -> Iterator[Any]:
    if isinstance(value, StreamValue):
        yield from children_of(value)
    elif isinstance(value, blocks.StructValue):
        for child in value.values():
            yield from _below(child)
    elif isinstance(value, ListValue):
        for child in value:
            yield from _below(child)
