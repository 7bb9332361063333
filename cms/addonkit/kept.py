"""Keeping blocks whose add-on is off or gone: their data survives every save, unseen and unchanged.

Wagtail drops block types it does not know. Here such an item is wrapped on the way in and unwrapped
on the way out, so the database and the revisions hold it as it was.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Container
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from . import kept_translation
from .kept_form import KeptWidget, label_of, seal, unseal

KEPT = "addon_unavailable"
# What the form gave that cannot be stored, and why.
FORGED: dict[str, Any] = {"unreadable": True}
GONE: dict[str, Any] = {"gone": True}


def wrap(item: dict[str, Any], known: Container[str]) -> dict[str, Any]:
    """A raw stream item as the kept block, when its type is not known here.

    The kept block's value is the whole item.
    """
    if item["type"] in known:
        return item
    return {"type": KEPT, "id": item.get("id"), "value": item}


def unwrap(item: dict[str, Any]) -> dict[str, Any]:
    """The raw stream item that a kept block holds."""
    if item["type"] == KEPT and item["value"]:
        return {**item["value"], "id": item["id"]}
    return item


def form_state(item: dict[str, Any] | None, block_id: str | None) -> dict[str, Any]:
    """A stream item as a placeholder of the editor's form; an unreadable one is empty."""
    block_id = block_id or str(uuid.uuid4())
    state = None
    if item and "type" in item:
        state = {"signed": seal(item, block_id), "label": str(label_of(item["type"]))}
    return {"type": KEPT, "id": block_id, "value": state}


class KeptBlock(blocks.FieldBlock):
    """Carries the stored item of a block that nobody can edit now."""

    def __init__(self, **kwargs: Any) -> None:
        """Take the same arguments as every block."""
        self.field = forms.CharField(required=False, widget=KeptWidget())
        super().__init__(**kwargs)

    def get_form_state(self, value: Any) -> Any:
        """Nothing: the stream knows the block's id, without which there is no payload."""
        return None

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """The payload that was signed here for this block; anything else is marked as forged."""
        block_id = data.get(f"{prefix.removesuffix('-value')}-id", "")
        return unseal(data.get(prefix, ""), block_id) or FORGED

    def clean(self, value: Any) -> Any:
        """Refuse what was not signed here for this place."""
        if value == GONE:
            raise ValidationError(
                _(
                    "The add-on of this block was removed while you were editing, so the block "
                    "cannot be saved. Delete it."
                )
            )
        if not value or value == FORGED:
            raise ValidationError(
                _(
                    "The content of this block could not be read back. A placeholder cannot be "
                    "duplicated or moved to another page. Delete it, or reload the page."
                )
            )
        return value

    def to_python(self, value: Any) -> Any:
        """As stored."""
        return value

    def normalize(self, value: Any) -> Any:
        """As stored."""
        return value

    def get_prep_value(self, value: Any) -> Any:
        """As stored."""
        return value

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        """Nothing for the public."""
        return None

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing: the public does not see it."""
        return []

    def extract_references(self, value: Any) -> list[Any]:
        """None: its add-on would have to say."""
        return []

    def render(self, value: Any, context: Any = None) -> str:
        """Nothing for the public."""
        return ""

    def render_basic(self, value: Any, context: Any = None) -> str:
        """For the comparison of two versions: whose block it is, and what is stored."""
        item = value if isinstance(value, dict) else {}  # imports may store anything
        stored = json.dumps(item.get("value"), ensure_ascii=False, sort_keys=True)
        return format_html("{} {}", label_of(item.get("type", "")), stored)

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """The segments that its add-on named when it was last here."""
        return kept_translation.segments_of(value or {})

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        """The stored item with its translated texts."""
        return kept_translation.restored(value, segments)

    class Meta:
        icon = "warning"
        label = _("Content of an add-on that is off")
        description = _("Kept unchanged until its add-on is switched on again.")
        preview_value = None
