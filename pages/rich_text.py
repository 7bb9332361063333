"""Links in rich text."""

from __future__ import annotations

from django.utils.html import format_html
from wagtail.rich_text.pages import PageLinkHandler

from .surroundings import Target, current_surroundings


class OnePassPageLinkHandler(PageLinkHandler):
    """Rich-text links to pages, looked up with all other links of the page that is shown."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """The opening tags; a link that leads nowhere now loses its address."""
        surroundings = current_surroundings()
        if surroundings is None:
            tags: list[str] = super().expand_db_attributes_many(attrs_list)
            return tags
        return [_tag(surroundings.target(int(attrs["id"]))) for attrs in attrs_list]


def _tag(target: Target | None) -> str:
    if target is None:
        return "<a>"
    if target.language:
        return format_html('<a href="{}" hreflang="{}">', target.url, target.language)
    return format_html('<a href="{}">', target.url)
