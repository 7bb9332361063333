"""Blocks of pictures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from pages.links import load_renditions_of

from .base import MEDIA, ContentBlock


class PictureBlock(ContentBlock):
    """A picture with a text alternative, or explicitly decorative: Wagtail insists on it."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("Caption"),
        help_text=_(
            "Stands below the picture for everybody. It does not replace the alternative text."
        ),
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Loads the pictures of the whole page at once."""
        context = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        if hasattr(page, "body"):
            load_renditions_of(page)
        return context

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Picture")
        description = _("A picture with its text alternative and, if you like, a caption.")
        template = "pages/blocks/picture.html"
        # An image of the library would be needed; the preview shows a shipped one instead.
        preview_template = "pages/blocks/preview_picture.html"
        preview_value = {"image": None, "caption": ""}
