"""The block for residents: which systems of the office answer at the moment."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.addonkit.blocks import AddonBlock, BlockContext, Fragment

from . import public


class StatusBlock(AddonBlock):
    """The same for everybody: names of systems, whether they answer, and when that was seen."""

    block_name = "status"
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
        """The list."""
        if context.preview or context.site is None:
            return Fragment(public.TEMPLATE, public.shown(public.sample()))
        return Fragment(public.TEMPLATE, public.shown(public.services_of(context.site)))

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Sample services for the editor's block picker."""
        context = super().get_preview_context(value, parent_context)
        return {**context, "value": value, **public.shown(public.sample())}

    class Meta:
        icon = "pulse"
        label = _("State of services")
        description = _("Which systems of the office answer at the moment, for everybody to see.")
        preview_template = "connectors/health/preview/status.html"
        preview_value = {"heading": "", "intro": ""}
