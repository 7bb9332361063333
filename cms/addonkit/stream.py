"""The stream of a page's body: the pages' own blocks and those of the running add-ons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import (
    StreamBlockAdapter,
    StreamBlockValidationError,
    StreamValue,
)

from .blocks import AddonBlock
from .kept import KEPT, KeptBlock, unwrap, wrap
from .routes import overlap
from .switch import offered


class AddonStreamBlock(blocks.StreamBlock):
    """A stream that keeps blocks it does not know and offers only those of the site's add-ons."""

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
        """Many streams at once: what nested streams use."""
        wrapped = [[wrap(item, self.child_blocks) for item in stream] for stream in values]
        return super().bulk_to_python(wrapped)

    def get_prep_value(self, value: Any) -> Any:
        """Stored JSON, unknown blocks as they came."""
        return [unwrap(item) for item in super().get_prep_value(value)]

    def grouped_child_blocks(self) -> Any:
        """The block menu: what the edited page's site has switched on."""
        return [
            (group, [block for block in members if block.name == KEPT or offered(block.name)])
            for group, members in super().grouped_child_blocks()
        ]

    def get_form_state(self, value: Any) -> Any:
        """The form's state; blocks of add-ons that are off as placeholders."""
        return [self._child_form_state(child) for child in value or []]

    def _child_form_state(self, child: Any) -> dict[str, Any]:
        if child.block.name == KEPT or offered(child.block.name):
            state = child.block.get_form_state(child.value)
            return {"type": child.block.name, "id": child.id, "value": state}
        kept = {"type": child.block.name, "value": child.block.get_prep_value(child.value)}
        state = self.child_blocks[KEPT].get_form_state(kept)
        return {"type": KEPT, "id": child.id, "value": state}

    def clean(self, value: Any) -> Any:
        """Refuse two blocks that claim the same sub-URL."""
        cleaned = super().clean(value)
        errors = address_conflicts(cleaned)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned

    def render_basic(self, value: Any, context: Any = None) -> Any:
        """Each block in a plain wrapper; only the answering block on its sub-URL."""
        request = (context or {}).get("request")
        focus = getattr(request, "_ratusz_focus_id", None)
        children = [child for child in value if focus is None or str(child.id) == focus]
        rendered = ((child.block_type, child.render(context=context)) for child in children)
        return format_html_join(
            "\n",
            '<div class="ui-block ui-block--{}">{}</div>',
            ((block_type, html) for block_type, html in rendered if html),
        )


def address_conflicts(stream: Any) -> dict[int, Any]:
    """Index of a block ▸ error, for blocks whose sub-URLs an earlier block of the page claims."""
    claimed: list[tuple[int, Any, str, str]] = []
    errors: dict[int, Any] = {}
    for index, child in enumerate(stream):
        if not isinstance(child.block, AddonBlock):
            continue
        for language, route in _routes(child):
            for owner, label, taken_language, taken in claimed:
                if owner != index and language == taken_language and overlap(route, taken):
                    errors[index] = _conflict(route, owner, label)
            claimed.append((index, child.block.label, language, route))
    return errors


def _routes(child: Any) -> Iterable[tuple[str, str]]:
    prefix = child.value.get("url_prefix")
    for language, _name in settings.LANGUAGES:
        for item in child.block.subpages:
            route = item.route(language)
            yield language, f"{prefix}/{route}" if prefix else route


def _conflict(route: str, owner: int, label: Any) -> blocks.StructBlockValidationError:
    message = _(
        "The address “%(address)s” already belongs to block %(number)d (%(label)s). "
        "Give this block an address prefix."
    ) % {"address": route, "number": owner + 1, "label": label}
    return blocks.StructBlockValidationError(block_errors={"url_prefix": ValidationError(message)})


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
