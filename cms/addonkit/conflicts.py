"""Two blocks of a page that claim the same sub-URL are refused, with the way out: a prefix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError, ListValue
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue

from .kept import KeptBlock
from .registry import block_class_of
from .routes import overlap


@dataclass(frozen=True)
class Placed:
    """A block of a running add-on somewhere on a page, switched on or not."""

    path: tuple[Any, ...]  # keys and indexes from the outermost stream
    block_type: str
    block_class: Any
    prefix: str
    kept: bool  # its add-on is off: a placeholder in the form

    def routes(self) -> Iterator[tuple[str, str]]:
        """(language, route below the page) of every sub-URL, former ones too."""
        for language, _name in settings.LANGUAGES:
            for item in self.block_class.subpages:
                for route in item.all_routes(language):
                    yield language, f"{self.prefix}/{route}" if self.prefix else route


def refuse_conflicts(stream: Any) -> None:
    """Check a whole page's stream.

    Raises:
        StreamBlockValidationError: two blocks claim one address. The error stands at the prefix of
            the later one, or of the one that can be edited now.

    """
    claimed: list[tuple[Placed, str, str]] = []
    for placed in placed_blocks(stream):
        for language, route in placed.routes():
            for other, taken_language, taken in claimed:
                if language == taken_language and overlap(route, taken):
                    _refuse(stream, placed, other, route)
        claimed += [(placed, language, route) for language, route in placed.routes()]


def _refuse(stream: Any, later: Placed, earlier: Placed, route: str) -> None:
    if later.kept and earlier.kept:
        return  # nobody could mend it; whichever comes first answers when they are back
    to_mend, owner = (earlier, later) if later.kept else (later, earlier)
    raise _at(stream, to_mend.path, _prefix_error(_message(route, owner)))


def placed_blocks(stream: Any, path: tuple[Any, ...] = ()) -> Iterator[Placed]:
    """Every block of a running add-on in a stream, also those that are kept because it is off."""
    for index, child in enumerate(stream):
        here = (*path, index)
        block_type, value = child.block_type, child.value
        kept = isinstance(child.block, KeptBlock)
        if kept:
            if not value or "type" not in value:
                continue  # refused already, for what it is
            block_type, value = value["type"], value["value"]
        block_class = block_class_of(block_type)
        if block_class is not None:
            prefix = (value or {}).get("url_prefix") or ""
            yield Placed(here, block_type, block_class, prefix, kept)
        elif not kept:
            yield from _inside(value, here)


def _inside(value: Any, path: tuple[Any, ...]) -> Iterator[Placed]:
    if isinstance(value, StreamValue):
        yield from placed_blocks(value, path)
    elif isinstance(value, blocks.StructValue):
        for name, child in value.items():
            yield from _inside(child, (*path, name))
    elif isinstance(value, ListValue):
        for index, child in enumerate(value):
            yield from _inside(child, (*path, index))


def _message(route: str, owner: Placed) -> str:
    return _(
        "The address “%(address)s” already belongs to block %(number)s (%(label)s). "
        "Give this block an address prefix."
    ) % {
        "address": route,
        "number": ".".join(str(step + 1) for step in owner.path if isinstance(step, int)),
        "label": owner.block_class._meta_class.label,
    }


def _prefix_error(message: str) -> blocks.StructBlockValidationError:
    return blocks.StructBlockValidationError(block_errors={"url_prefix": ValidationError(message)})


def _at(stream: Any, path: tuple[Any, ...], error: ValidationError) -> ValidationError:
    """The error wrapped so that the editor shows it at its block, however deep."""
    values = [stream]
    for step in path[:-1]:
        inner = values[-1]
        found = inner[step]
        values.append(found.value if isinstance(inner, StreamValue) else found)
    for value, step in reversed(list(zip(values, path, strict=True))):
        if isinstance(value, StreamValue):
            error = StreamBlockValidationError(block_errors={step: error})
        elif isinstance(value, ListValue):
            error = ListBlockValidationError(block_errors={step: error})
        else:
            error = blocks.StructBlockValidationError(block_errors={step: error})
    return error
