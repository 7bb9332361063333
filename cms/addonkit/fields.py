"""The body field: its migrations name where the pages' blocks come from, never which there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail.fields import StreamField

from .registry import block_items
from .stream import AddonStreamBlock


def addon_stream(core_blocks: Iterable[tuple[str, Any]], **kwargs: Any) -> AddonStreamBlock:
    """A stream of the given blocks and those of the running add-ons, for the inside of a layout.

    Call it only from the function whose path an `AddonStreamField` has: by then all add-ons are
    known.
    """
    return AddonStreamBlock([*core_blocks, *block_items()], **kwargs)


class AddonStreamField(StreamField):
    """A StreamField whose block list is no part of the schema.

    Installing, removing or changing an add-on therefore needs no migration of any page. The price:
    `makemigrations` does not see a changed block, so each block has a `schema_version` and stored
    examples in tests.

    Args:
        core_blocks: dotted path of a function that returns the pages' own `(name, block)` pairs.

    """

    def __init__(self, core_blocks: str, **kwargs: Any) -> None:
        """Remember the path; the blocks are built when they are first asked for."""
        kwargs.pop("block_lookup", None)
        super().__init__([], **kwargs)
        self.core_blocks = core_blocks

    @cached_property
    def stream_block(self) -> AddonStreamBlock:
        """The pages' blocks and those of the running add-ons."""
        block = addon_stream(import_string(self.core_blocks)())
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self) -> Any:
        """For migrations: the path alone."""
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [self.core_blocks], kwargs
