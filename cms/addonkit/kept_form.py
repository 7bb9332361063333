"""How a kept block travels through the editor's form: signed, bound to its page and its id.

The payload is data that no block cleans, so it must be what was stored: a signature proves that it
came from here, the page and the block's id in it prove that it belongs where it is posted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.forms.renderers import BaseRenderer
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from .discovery import FAILED
from .editing import binding
from .registry import addons, block_class_of, owner_of

_SALT = "ratusz.addonkit.kept"


def seal(item: dict[str, Any], block_id: str) -> str:
    """The stored item, signed for this page and this block id."""
    payload = {"for": binding(), "id": block_id, "item": item}
    return signing.dumps(payload, salt=_SALT, compress=True)


def unseal(signed: str, block_id: str) -> dict[str, Any] | None:
    """The stored item; None when it was not signed here, or for another page or block."""
    try:
        payload = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None
    if payload["for"] != binding() or payload["id"] != block_id:
        return None
    item: dict[str, Any] = payload["item"]
    return item


def label_of(block_type: str) -> str:
    """What the placeholder says: whose content it is, and why it cannot be edited."""
    slug = owner_of(block_type)
    if slug is None:
        return _("A block of the type “%(type)s”, which this site does not know.") % {
            "type": block_type
        }
    addon = addons().get(slug)
    if block_class_of(block_type) is not None and addon is not None:
        return _("%(addon)s: this add-on is switched off.") % {"addon": addon.title}
    if addon is not None:
        return _("%(addon)s: this version of the add-on has no block “%(type)s”.") % {
            "addon": addon.title,
            "type": block_type,
        }
    if slug in FAILED:
        return _("The add-on “%(slug)s” could not be loaded.") % {"slug": slug}
    return _("The add-on “%(slug)s” is not installed.") % {"slug": slug}


class KeptWidget(forms.Widget):
    """A labelled placeholder with the signed payload; nothing to type into."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> Any:
        """The hidden field alone, for a form without the editor's script."""
        signed = value["signed"] if value else ""
        return format_html('<input type="hidden" name="{}" value="{}">', name, signed)


class KeptWidgetAdapter(WidgetAdapter):
    """Hands the placeholder to the editor's script."""

    js_constructor = "ratusz.addonkit.KeptWidget"

    def js_args(self, widget: Any) -> list[Any]:
        """The sentence below every label."""
        return [
            _(
                "Its content is kept unchanged; visitors do not see it. You can move or delete it, "
                "not change or duplicate it."
            )
        ]

    @cached_property
    def media(self) -> forms.Media:
        """The editor's script and ours."""
        return super().media + forms.Media(js=["addonkit/stream.js"])


register(KeptWidgetAdapter(), KeptWidget)
