"""Links in rich text."""

from __future__ import annotations

from django.utils.html import format_html
from wagtail.rich_text.pages import PageLinkHandler

from .links import Target, open_link_table


class OnePassPageLinkHandler(PageLinkHandler):
    """Rich-text links to pages, through the table of the page that is being shown."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """The opening tags; a link that leads nowhere now loses its address."""
        table = open_link_table()
        if table is None:
            tags: list[str] = super().expand_db_attributes_many(attrs_list)
            return tags
        return [_tag(table.target(int(attrs["id"]))) for attrs in attrs_list]


def _tag(target: Target | None) -> str:
    if target is None:
        return "<a>"
    if target.language:
        return format_html('<a href="{}" hreflang="{}">', target.url, target.language)
    return format_html('<a href="{}">', target.url)
