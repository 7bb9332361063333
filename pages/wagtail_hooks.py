"""Wagtail hooks of the pages."""

from typing import Any

from wagtail import hooks

from .rich_text import OnePassPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def look_up_page_links_together(features: Any) -> None:
    """Replace Wagtail's handler of page links, which asks the database for every text."""
    features.register_link_type(OnePassPageLinkHandler)
