"""Translating pages while an add-on is away: its block's texts stay as they were translated.

Only the add-on's code knows which children of its block are texts. wagtail-localize has noted it,
though, when the code was last here: each noted segment carries its path. Both functions work by
these paths on stored JSON, so a page is synchronised and published with the block's translation in
it, not with the texts of the source.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def segments_of(item: dict[str, Any]) -> list[Any]:
    """The segments that were noted for a block, with the texts that are stored now."""
    from wagtail_localize.models import (  # noqa: PLC0415
        OverridableSegment,
        StringSegment,
        TemplateSegment,
    )
    from wagtail_localize.segments import StringSegmentValue  # noqa: PLC0415

    block_id = item.get("id")
    if not block_id:
        return []
    rich = _noted(TemplateSegment, block_id)
    plain = [path for path in _noted(StringSegment, block_id) if path not in rich]
    found: list[Any] = []
    for path in rich:
        stored = _leaf(item["value"], path)
        if isinstance(stored, str):
            found += [segment.wrap(path) for segment in _rich_segments(stored)]
    for path in plain:
        stored = _leaf(item["value"], path)
        if isinstance(stored, str):
            found.append(StringSegmentValue(path, stored))
    return found + _overridables(item, _noted(OverridableSegment, block_id))


def restored(item: dict[str, Any], segments: Iterable[Any]) -> dict[str, Any]:
    """The stored item with translated texts at the segments' paths."""
    from copy import deepcopy  # noqa: PLC0415

    item = deepcopy(item)
    leaves: dict[str, list[Any]] = {}
    for segment in segments:
        known, below = _split(item["value"], segment.path)
        if known:
            clone = segment.clone()
            clone.path = below
            leaves.setdefault(known, []).append(clone)
    for path, group in leaves.items():
        text = _text_of(group)
        if text is not None:
            _put(item["value"], path, text)
    return item


def _noted(model: Any, block_id: str) -> list[str]:
    """Paths below a block that segments of a kind were noted for."""
    marker = f"{block_id}."
    paths = model.objects.filter(context__path__contains=marker).values_list(
        "context__path", flat=True
    )
    return list(dict.fromkeys(path.partition(marker)[2] for path in paths.distinct()))


def _rich_segments(html: str) -> Any:
    from wagtail.blocks import RichTextBlock  # noqa: PLC0415
    from wagtail.rich_text import RichText  # noqa: PLC0415
    from wagtail_localize.segments.extract import (  # noqa: PLC0415
        StreamFieldSegmentExtractor,
    )

    return StreamFieldSegmentExtractor(None, include_overridables=True).handle_block(
        RichTextBlock(), RichText(html)
    )


def _overridables(item: dict[str, Any], paths: list[str]) -> list[Any]:
    from wagtail_localize.segments import OverridableSegmentValue  # noqa: PLC0415

    found = []
    for path in paths:
        known, below = _split(item["value"], path)
        if known and not below:  # what is below a text was found with the text
            found.append(OverridableSegmentValue(path, _leaf(item["value"], path)))
    return found


def _text_of(segments: list[Any]) -> Any:
    """What the segments of one leaf make together; None when only its links are known."""
    from wagtail_localize.segments import (  # noqa: PLC0415
        OverridableSegmentValue,
        StringSegmentValue,
        TemplateSegmentValue,
    )
    from wagtail_localize.segments.ingest import organise_template_segments  # noqa: PLC0415
    from wagtail_localize.strings import restore_strings  # noqa: PLC0415

    if any(isinstance(segment, TemplateSegmentValue) for segment in segments):
        _format, template, strings = organise_template_segments(segments)
        return restore_strings(template, strings)
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            return segment.render_text()
        if isinstance(segment, OverridableSegmentValue) and not segment.path:
            return segment.data
    return None


# -- paths in stored JSON: keys of a struct, ids of the items of a list or stream -----------------


def _split(value: Any, path: str) -> tuple[str, str]:
    """The part of a path that leads to a leaf, and what is left of it below the leaf."""
    known: list[str] = []
    rest = path
    while rest and isinstance(value, (dict, list)):
        step, _, rest = rest.partition(".")
        holder = _holder(value, step)
        if holder is None:
            return "", path
        value = holder[0][holder[1]]
        known.append(step)
    if isinstance(value, (dict, list)):
        return "", path
    return ".".join(known), rest


def _holder(value: Any, step: str) -> tuple[Any, str] | None:
    """Where a step leads: the container and the key in it."""
    if isinstance(value, dict):
        return (value, step) if step in value else None
    for item in value:
        if isinstance(item, dict) and item.get("id") == step and "value" in item:
            return item, "value"
    return None


def _leaf(value: Any, path: str) -> Any:
    for step in path.split("."):
        holder = _holder(value, step) if isinstance(value, (dict, list)) else None
        if holder is None:
            return None
        value = holder[0][holder[1]]
    return value


def _put(value: Any, path: str, text: Any) -> None:
    *steps, last = path.split(".")
    for step in steps:
        holder = _holder(value, step)
        if holder is not None:
            value = holder[0][holder[1]]
    holder = _holder(value, last)
    if holder is not None:
        holder[0][holder[1]] = text
