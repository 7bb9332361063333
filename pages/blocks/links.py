"""Blocks that lead on: tiles, lists of links, a call to action, the newest pages of a section."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.links import follow, latest_pages

from .base import LINKS, ContentBlock, LinkBlock

# Names of the icons in the sprite of cms.ui ▸ what they stand for.
ICONS = [
    ("pay", _("Payment")),
    ("coins", _("Money")),
    ("document", _("Document")),
    ("folder", _("Matters")),
    ("form", _("Form")),
    ("mail", _("Letter")),
    ("phone", _("Contact")),
    ("pin", _("Place")),
    ("map", _("Map")),
    ("fault", _("Repair")),
    ("chart", _("Figures")),
    ("calendar", _("Dates")),
    ("user", _("Person")),
    ("help", _("Help")),
    ("info", _("Information")),
]
_ELSEWHERE = {"page": None, "url": "https://example.org/"}


class TileBlock(LinkBlock):
    """One task as a tile: the whole tile is the link."""

    icon = blocks.ChoiceBlock(choices=ICONS, default="info", label=_("Icon"))
    title = blocks.CharBlock(
        max_length=60, label=_("Task"), help_text=_("Starts with a verb: “Pay your tax”.")
    )
    text = blocks.CharBlock(max_length=120, required=False, label=_("One line about it"))

    class Meta:
        form_layout = ["icon", "title", "text", "page", "url"]


class _LinkListBlock(ContentBlock):
    """A list of links; those that lead nowhere now are left out."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Adds `entries`: (item, target) pairs of the links that can be shown."""
        context = super().get_context(value, parent_context=parent_context)
        targets = ((item, follow(item, context)) for item in value["items"])
        context["entries"] = [(item, target) for item, target in targets if target]
        return context


class TilesBlock(_LinkListBlock):
    """The tasks that people come for."""

    items = blocks.ListBlock(TileBlock(), min_num=1, max_num=6, label=_("Tiles"))

    class Meta:
        icon = "grip"
        group = LINKS
        label = _("Task tiles")
        description = _("Up to six large tiles, each leading to one task.")
        template = "pages/blocks/tiles.html"
        preview_value = {
            "items": [
                {
                    "icon": "pay",
                    "title": _("Pay your tax"),
                    "text": _("See what is due"),
                    **_ELSEWHERE,
                },
                {
                    "icon": "phone",
                    "title": _("Contact"),
                    "text": _("Hours and phones"),
                    **_ELSEWHERE,
                },
                {
                    "icon": "help",
                    "title": _("Help"),
                    "text": _("How the portal works"),
                    **_ELSEWHERE,
                },
            ]
        }


class LinkItemBlock(LinkBlock):
    """One link of a list."""

    title = blocks.CharBlock(
        max_length=120,
        required=False,
        label=_("Words of the link"),
        help_text=_("Left empty, the title of the page is shown. Needed for an address elsewhere."),
    )

    def clean(self, value: Any) -> Any:
        """An address elsewhere has no title to fall back on."""
        cleaned = super().clean(value)
        if cleaned["url"] and not cleaned["title"] and not self.is_deferred_validation:
            message = gettext("Write the words of the link.")
            raise blocks.StructBlockValidationError({"title": ValidationError(message)})
        return cleaned

    class Meta:
        form_layout = ["title", "page", "url"]


class LinksBlock(_LinkListBlock):
    """A list of links under a heading."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    items = blocks.ListBlock(LinkItemBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        group = LINKS
        label = _("List of links")
        description = _("Links one below the other, under a heading.")
        template = "pages/blocks/links.html"
        preview_value = {
            "heading": _("See also"),
            "items": [
                {"title": _("Fees and rates"), **_ELSEWHERE},
                {"title": _("Dates of waste collection"), **_ELSEWHERE},
            ],
        }


class CallToActionBlock(LinkBlock, ContentBlock):
    """One button that leads on, with the reason to press it."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.CharBlock(max_length=250, required=False, label=_("Text"))
    button = blocks.CharBlock(
        max_length=60,
        label=_("Words on the button"),
        help_text=_("What happens when it is pressed: “Open the form”. Not “Click here”."),
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Adds `target`, or None when the page cannot be shown now."""
        context = super().get_context(value, parent_context=parent_context)
        context["target"] = follow(value, context)
        return context

    class Meta:
        icon = "link"
        group = LINKS
        label = _("Call to action")
        description = _("A framed invitation with one button.")
        template = "pages/blocks/call_to_action.html"
        form_layout = ["title", "text", "button", "page", "url"]
        preview_value = {
            "title": _("Have you moved house?"),
            "text": _("Tell us and we will send your letters to the right address."),
            "button": _("Open the form"),
            **_ELSEWHERE,
        }


class LatestPagesBlock(ContentBlock):
    """The newest pages of a section, for example news."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    section = blocks.PageChooserBlock(
        label=_("Section"), help_text=_("The page whose subpages are shown, newest first.")
    )
    number = blocks.ChoiceBlock(
        choices=[("3", "3"), ("4", "4"), ("6", "6")], default="4", label=_("How many")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Adds `news`, the newest pages; `target`, the section; `here`, whether that is shown."""
        context = super().get_context(value, parent_context=parent_context)
        target, context["news"] = latest_pages(value, context)
        context["target"] = target
        shown = context.get("page")
        context["here"] = bool(target and shown and target.page.pk == shown.pk)
        return context

    class Meta:
        icon = "date"
        group = LINKS
        label = _("Newest pages")
        description = _("The newest subpages of a page, with pictures and dates.")
        template = "pages/blocks/latest_pages.html"
        preview_template = "pages/blocks/preview_latest.html"
        preview_value = {"heading": _("News"), "section": None, "number": "3"}
