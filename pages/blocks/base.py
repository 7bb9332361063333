"""What the blocks of pages have in common."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

TEXT = gettext_lazy("Text")
MEDIA = gettext_lazy("Pictures")
LINKS = gettext_lazy("Links")

# What an editor may do inside a text. Headings of a whole section are a block of their own too, so
# that they can stand above blocks that are no text.
RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_TEXT = ["bold", "italic", "link", "document-link"]


class ContentBlock(blocks.StructBlock):
    """A block with a template and a preview in the look of the site."""

    def get_preview_value(self) -> Any:
        """The value of `Meta.preview_value`, in the editor's language."""
        return self.normalize(_in_words(self.meta.preview_value))

    def render(self, value: Any, context: Any = None) -> str:
        """The block's HTML; nothing at all, not even a wrapper, when it has nothing to show."""
        html = super().render(value, context=context)
        return mark_safe(html.strip())  # noqa: S308 - the template has escaped it

    class Meta:
        preview_template = "pages/blocks/preview.html"


def _in_words(value: Any) -> Any:
    """The value with its translatable texts as plain strings, which rich text insists on."""
    if isinstance(value, dict):
        return {key: _in_words(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_in_words(child) for child in value]
    return str(value) if isinstance(value, Promise) else value


class LinkBlock(blocks.StructBlock):
    """Leads to a page of the site or to an address elsewhere: exactly one of the two."""

    page = blocks.PageChooserBlock(
        required=False,
        label=gettext_lazy("Page"),
        help_text=gettext_lazy(
            "A page of this site. Its address may change later; the link stays right."
        ),
    )
    url = blocks.URLBlock(
        required=False,
        label=gettext_lazy("Address elsewhere"),
        help_text=gettext_lazy("Only when the link leads to another site: starts with https://"),
    )

    def clean(self, value: Any) -> Any:
        """Refuse no target and two targets; a draft may still have none."""
        cleaned = super().clean(value)
        if cleaned["page"] and cleaned["url"]:
            message = _("Choose a page or give an address, not both.")
            raise blocks.StructBlockValidationError({"url": ValidationError(message)})
        if not (cleaned["page"] or cleaned["url"]) and not self.is_deferred_validation:
            message = _("Choose a page or give an address.")
            raise blocks.StructBlockValidationError({"page": ValidationError(message)})
        return cleaned
