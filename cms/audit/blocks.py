"""The block for residents: who looked at my data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.addonkit.blocks import AddonBlock, BlockContext, Fragment
from cms.addonkit.people import Assurance

from . import views


class ViewsBlock(AddonBlock):
    """Who opened or changed the data of whoever is signed in."""

    block_name = "views"
    # Not VERIFIED: whoever only has an account may ask who looked into it. Entries that belong to a
    # PESEL are shown only while it is confirmed.
    assurance = Assurance.ACCOUNT
    schema_version = 1
    translatable = ("heading", "intro")

    heading = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Heading"),
        help_text=_("Empty: no heading; the page's title says it."),
    )
    intro = blocks.TextBlock(
        required=False, max_length=500, rows=2, label=_("Introduction"), help_text=_("Optional.")
    )

    def index(self, context: BlockContext) -> Fragment:
        """The list, newest first."""
        return views.own_entries(context)

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Sample entries for the editor's block picker."""
        return {**super().get_preview_context(value, parent_context), **views.sample(value)}

    class Meta:
        icon = "view"
        label = _("Who looked at my data")
        description = _(
            "Which officials opened, changed or exported the data of the signed-in resident, and "
            "when. Without names of officials."
        )
        preview_template = "audit/preview/views.html"
        preview_value = {"heading": "", "intro": ""}
