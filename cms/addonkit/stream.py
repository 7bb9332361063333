"""The stream of a page's body: the pages' own blocks and those of the running add-ons."""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter, StreamValue

from .conflicts import refuse_conflicts
from .editing import stored_item
from .kept import GONE, KEPT, KeptBlock, form_state, unwrap, wrap
from .switch import offered
from .walk import children_of


class AddonStreamBlock(blocks.StreamBlock):
    """A stream that keeps blocks it does not know and offers only those of the site's add-ons.

    It may stand inside other blocks, for example in the columns of a layout.
    """

    def __init__(
        self, local_blocks: Iterable[tuple[str, Any]] | None = None, **kwargs: Any
    ) -> None:
        """Take the same arguments as a StreamBlock."""
        super().__init__([*(local_blocks or []), (KEPT, KeptBlock())], **kwargs)

    def to_python(self, value: Any) -> Any:
        """The stream from stored JSON, unknown blocks wrapped."""
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if value and not isinstance(value, (str, StreamValue)):
            items = list(value)
            if isinstance(items[0], dict):
                items = [wrap(item, self.child_blocks) for item in items]
            value = items
        return super().to_python(value)

    def bulk_to_python(self, values: Any) -> Any:
        """Many streams at once: what nested streams use. Each keeps its stored JSON at hand."""
        return [self.to_python(stream) for stream in values]

    def get_prep_value(self, value: Any) -> Any:
        """Stored JSON, unknown blocks as they came."""
        return [unwrap(item) for item in super().get_prep_value(value)]

    def grouped_child_blocks(self) -> Any:
        """The block menu: what the edited page's site has switched on."""
        return [
            (group, [block for block in members if block.name == KEPT or offered(block.name)])
            for group, members in super().grouped_child_blocks()
        ]

    # -- the editor's form -------------------------------------------------------------------

    def get_form_state(self, value: Any) -> Any:
        """The form's state; blocks of add-ons that are off as placeholders."""
        return [self._child_form_state(value, index) for index in range(len(value or []))]

    def _child_form_state(self, stream: Any, index: int) -> dict[str, Any]:
        child = stream[index]
        if child.block.name == KEPT:
            return form_state(child.value, child.id)
        if not offered(child.block.name):
            return form_state(unwrap(stream.raw_data[index]), child.id)
        state = child.block.get_form_state(child.value)
        return {"type": child.block.name, "id": child.id, "value": state}

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """The posted stream.

        A block whose add-on was removed after the form was opened comes back as it is stored.
        """
        stream = super().value_from_datadict(data, files, prefix)
        posted = [
            (int(data[f"{prefix}-{index}-order"]), index)
            for index in range(int(data[f"{prefix}-count"]))
            if not data[f"{prefix}-{index}-deleted"]
        ]
        known = sorted(
            order for order, index in posted if self._knows(data[f"{prefix}-{index}-type"])
        )
        for order, index in sorted(posted):
            if not self._knows(data[f"{prefix}-{index}-type"]):
                block_id = data.get(f"{prefix}-{index}-id")
                item = stored_item(block_id) or GONE
                stream.insert(bisect(known, order), (KEPT, item, block_id))
                known.insert(bisect(known, order), order)
        return stream

    def _knows(self, block_type: str) -> bool:
        return block_type in self.child_blocks

    def clean(self, value: Any) -> Any:
        """Refuse two blocks that claim the same sub-URL."""
        cleaned = super().clean(value)
        refuse_conflicts(cleaned)
        return cleaned

    # -- the page ----------------------------------------------------------------------------

    def render_basic(self, value: Any, context: Any = None) -> Any:
        """Each block in a plain wrapper; only the answering block on its sub-URL."""
        # A nested stream is handed the context of the block around it: its id is not theirs.
        context = {key: item for key, item in (context or {}).items() if key != "id"}
        focus = getattr(context.get("request"), "_ratusz_focus_id", None)
        children = list(value)
        if focus is not None and hasattr(value, "_stream_field"):  # the page's own stream
            children = [child for child in children_of(value) if str(child.id) == focus]
        rendered = ((child.block_type, child.render(context=context)) for child in children)
        return format_html_join(
            "\n",
            '<div class="ui-block ui-block--{}">{}</div>',
            ((block_type, html) for block_type, html in rendered if html),
        )


class AddonStreamBlockAdapter(StreamBlockAdapter):
    """Tells the editor's script about the blocks, without naming those that are off."""

    js_constructor = "ratusz.addonkit.AddonStreamBlock"

    def js_args(self, block: Any) -> list[Any]:
        """The arguments of the script's constructor."""
        name, groups, initial, meta = super().js_args(block)
        shown = {key: state for key, state in initial.items() if key == KEPT or offered(key)}
        return [name, groups, shown, meta]

    @cached_property
    def media(self) -> forms.Media:
        """The editor's script and ours."""
        return super().media + forms.Media(js=["addonkit/stream.js"])


register(AddonStreamBlockAdapter(), AddonStreamBlock)
