"""Stored bodies in which every text of every block type is an attack."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from itertools import cycle

from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.addonkit.kept import KEPT

from .strings import ADDRESSES, ATTACKS


class Poison:
    """Fills blocks; goes on with the next attack at every text."""

    def __init__(self, *, page: int, image: int) -> None:
        self.page, self.image = page, image
        self._attacks = cycle(ATTACKS)
        self.used = 0

    def value(self, block, depth: int = 0):  # noqa: PLR0911 - one line a kind of block
        """The stored value of a block."""
        if isinstance(block, blocks.RichTextBlock):
            return self._rich_text(block.features)
        if isinstance(block, blocks.ListBlock):
            return [self._item(block.child_block, depth + 1) for _number in range(2)]
        if isinstance(block, blocks.StreamBlock):
            return [self.child(name, child, depth + 1) for name, child in self._inner(block, depth)]
        if isinstance(block, blocks.StructBlock):
            return {name: self.value(child, depth) for name, child in block.child_blocks.items()}
        if isinstance(block, blocks.PageChooserBlock):
            return self.page
        if isinstance(block, blocks.ChoiceBlock | blocks.BooleanBlock):
            return block.get_prep_value(block.get_default())
        if isinstance(block, blocks.URLBlock):
            return "https://example.org/"
        if isinstance(block, blocks.FieldBlock) and "hooser" in type(block).__name__:
            return self.image
        return self._attack()

    def child(self, name: str, block, depth: int = 0) -> dict:
        """A stored block of a stream."""
        value = self.value(block, depth)
        if name == "picture":
            value["image"] = {"image": self.image, "alt_text": self._attack(), "decorative": False}
        if isinstance(value, dict) and "url_prefix" in value:
            value["url_prefix"] = f"b{uuid.uuid4().hex[:6]}"
        return {"type": name, "value": value, "id": str(uuid.uuid4())}

    def _inner(self, block, depth) -> Iterator:
        kinds = block.child_blocks.items()
        return (pair for pair in kinds if depth < 2 and pair[0] != KEPT)

    def _item(self, block, depth) -> dict:
        return {"type": "item", "value": self.value(block, depth), "id": str(uuid.uuid4())}

    def _attack(self) -> str:
        self.used += 1
        return next(self._attacks)

    def _rich_text(self, features) -> str:
        """What the editor's form makes of a text that its browser was made to send."""
        converter = ContentstateConverter(features or ["bold", "link"])
        text = self._attack()
        address = ADDRESSES[self.used % len(ADDRESSES)]
        link = {
            "type": "LINK",
            "mutability": "MUTABLE",
            "data": {"url": address, "onclick": "alert(1)"},
        }
        block = {
            "key": "aaaaa",
            "text": text,
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [{"offset": 0, "length": len(text), "key": 0}],
        }
        state = {"blocks": [block], "entityMap": {"0": link}}
        return str(converter.to_database_format(json.dumps(state)))
