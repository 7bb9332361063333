"""Blocks that call for attention."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import SHORT_TEXT, TEXT, ContentBlock


class NoticeBlock(ContentBlock):
    """Something the reader must not miss."""

    kind = blocks.ChoiceBlock(
        choices=[
            ("info", _("Information")),
            ("success", _("Good news")),
            ("warning", _("Warning")),
            ("danger", _("Danger")),
        ],
        default="info",
        label=_("Kind"),
    )
    title = blocks.CharBlock(
        max_length=120, label=_("Title"), help_text=_("What happened, in one sentence.")
    )
    text = blocks.RichTextBlock(
        features=SHORT_TEXT,
        required=False,
        label=_("Text"),
        help_text=_("What it means for the reader and what to do."),
    )

    class Meta:
        icon = "warning"
        group = TEXT
        label = _("Notice")
        description = _("A short message in a frame: information, good news, warning or danger.")
        template = "pages/blocks/notice.html"
        preview_value = {
            "kind": "warning",
            "title": _("The office is closed on Friday"),
            "text": _("<p>Urgent matters: <b>81 555 01 00</b>.</p>"),
        }
