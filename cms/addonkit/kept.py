"""Keeping blocks whose add-on is off or gone: their data survives every save, unseen and unchanged.

Wagtail drops block types it does not know. Here such an item is wrapped on the way in and unwrapped
on the way out, so the database and the revisions hold it as it was. In the editor's form it travels
signed: nobody can post raw block data past the real block's cleaning.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

KEPT = "addon_unavailable"
_SALT = "ratusz.addonkit.kept"


def wrap(item: dict[str, Any], known: Container[str]) -> dict[str, Any]:
    """A raw stream item as the kept block, when its type is not known here."""
    if item["type"] in known:
        return item
    kept = {"type": item["type"], "value": item["value"]}
    return {"type": KEPT, "id": item.get("id"), "value": kept}


def unwrap(item: dict[str, Any]) -> dict[str, Any]:
    """The raw stream item that a kept block holds."""
    if item["type"] == KEPT and item["value"]:
        kept = item["value"]
        return {"type": kept["type"], "value": kept["value"], "id": item["id"]}
    return item


class KeptWidget(forms.Widget):
    """A labelled placeholder with the signed payload; nothing to type into."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> Any:
        """The placeholder's HTML."""
        return render_to_string(
            "addonkit/kept_widget.html",
            {"name": name, "value": value or "", "id": (attrs or {}).get("id", "")},
        )


class KeptBlock(blocks.FieldBlock):
    """Carries `{"type", "value"}` of a block that nobody can edit now."""

    def __init__(self, **kwargs: Any) -> None:
        """Take the same arguments as every block."""
        self.field = forms.CharField(required=False, widget=KeptWidget())
        super().__init__(**kwargs)

    def get_form_state(self, value: Any) -> Any:
        """The payload, signed."""
        return signing.dumps(value, salt=_SALT, compress=True) if value else ""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """The payload that was signed here; anything else is marked as forged."""
        signed = data.get(prefix)
        try:
            return signing.loads(signed, salt=_SALT) if signed else None
        except signing.BadSignature:
            return {"type": "", "value": None, "forged": True}

    def clean(self, value: Any) -> Any:
        """Refuse what was not signed here."""
        if not value or value.get("forged"):
            raise ValidationError(
                _("The content of this block could not be read back. Reload the page.")
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

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing: the public does not see it."""
        return []

    def extract_references(self, value: Any) -> list[Any]:
        """None: its add-on would have to say."""
        return []

    def render(self, value: Any, context: Any = None) -> str:
        """Nothing for the public."""
        return ""

    # Without these two wagtail-localize would crash on a synchronised page.
    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Nothing to translate."""
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        """Unchanged."""
        return value

    class Meta:
        icon = "warning"
        label = _("Content of an add-on that is off")
        description = _("Kept unchanged until its add-on is switched on again.")
        preview_value = None
