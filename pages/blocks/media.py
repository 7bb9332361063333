"""Blocks of pictures."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from .base import MEDIA, ContentBlock


class PictureBlock(ContentBlock):
    """A picture with a text alternative, or explicitly decorative: Wagtail's block insists on it."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("Caption"),
        help_text=_("Stands below the picture for everybody. It does not replace the alternative text."),
    )

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Picture")
        description = _("A picture with its text alternative and, if you like, a caption.")
        template = "pages/blocks/picture.html"
        # An image of the library would be needed; the preview shows a shipped one instead.
        preview_template = "pages/blocks/preview_picture.html"
        preview_value = None
