"""Blocks that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from cms.addonkit.fields import addon_stream

from .base import ContentBlock

LAYOUT = _("Layout")


def columns_of(core_blocks: Sequence[tuple[str, Any]]) -> blocks.StructBlock:
    """A block of two columns; each may hold the given blocks and those of the add-ons."""
    return ColumnsBlock(
        [
            ("first", addon_stream(core_blocks, required=False, label=_("First column"))),
            ("second", addon_stream(core_blocks, required=False, label=_("Second column"))),
        ]
    )


class ColumnsBlock(ContentBlock):
    """Two columns; one below the other on a narrow screen, the first one on top."""

    proportion = blocks.ChoiceBlock(
        choices=[
            ("halves", pgettext_lazy("columns", "Two halves")),
            ("first", pgettext_lazy("columns", "First column wider")),
            ("second", pgettext_lazy("columns", "Second column wider")),
        ],
        default="halves",
        label=pgettext_lazy("columns", "Widths"),
    )

    class Meta:
        icon = "grip"
        group = LAYOUT
        label = _("Two columns")
        description = _(
            "Puts blocks side by side, for example a text and a form. On a phone the second column "
            "stands below the first."
        )
        template = "pages/blocks/columns.html"
        preview_value = {
            "proportion": "halves",
            "first": [
                {"type": "heading", "value": {"text": _("Office hours"), "level": "h2"}},
                {
                    "type": "text",
                    "value": {"text": _("<p>Monday to Friday, 7:30 to 15:30.</p>")},
                },
            ],
            "second": [
                {"type": "heading", "value": {"text": _("By post"), "level": "h2"}},
                {"type": "text", "value": {"text": _("<p>Answers come within 30 days.</p>")}},
            ],
        }
