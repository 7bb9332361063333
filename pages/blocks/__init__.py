"""The blocks that editors build pages from, beside those of the add-ons.

Stored names (the keys below) never change.
"""

from typing import Any

from .base import ContentBlock
from .layout import ColumnsBlock, columns_of
from .links import CallToActionBlock, LatestPagesBlock, LinksBlock, TilesBlock
from .media import PictureBlock
from .notices import NoticeBlock
from .text import HeadingBlock, QuestionsBlock, StepsBlock, TextBlock

__all__ = [
    "CallToActionBlock",
    "ColumnsBlock",
    "ContentBlock",
    "HeadingBlock",
    "LatestPagesBlock",
    "LinksBlock",
    "NoticeBlock",
    "PictureBlock",
    "QuestionsBlock",
    "StepsBlock",
    "TextBlock",
    "TilesBlock",
    "body_blocks",
]


def body_blocks() -> list[tuple[str, Any]]:
    """The blocks of every page's body; `AddonStreamField` adds those of the add-ons."""
    return [*_content_blocks(), ("columns", columns_of(_content_blocks()))]


def _content_blocks() -> list[tuple[str, Any]]:
    return [
        ("heading", HeadingBlock()),
        ("text", TextBlock()),
        ("steps", StepsBlock()),
        ("questions", QuestionsBlock()),
        ("picture", PictureBlock()),
        ("tiles", TilesBlock()),
        ("links", LinksBlock()),
        ("call_to_action", CallToActionBlock()),
        ("latest_pages", LatestPagesBlock()),
        ("notice", NoticeBlock()),
    ]
