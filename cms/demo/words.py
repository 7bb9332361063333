"""From declared values to stored ones, and the pairs of texts that wagtail-localize wants.

wagtail-localize translates segment by segment: a plain text is one segment, rich text one for each
paragraph, heading or list item. The demo's authors write whole texts in each language; here they
are cut the way wagtail-localize cuts them, and paired.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from wagtail_localize.strings import StringValue, extract_strings

from .tree import SOURCE, Link, Picture

_TAG = re.compile(r"<(p|ul|ol|h[2-6])[ >]")
_PAGE_LINK = re.compile(r'<a href="page:([^"]+)">(.*?)</a>', re.DOTALL)


class Missing(Exception):
    """A link leads to a page that nobody declared."""


class Resolver:
    """Turns one page's declared values into what its fields store.

    Args:
        page_id: path ▸ primary key of the Polish page, or None when nobody declared it.
        image_id: picture ▸ primary key of its image.
        key: the page's key, from which the ids of its blocks are made: the same in every run.

    """

    def __init__(
        self,
        page_id: Callable[[str], int | None],
        image_id: Callable[[Picture], int],
        key: uuid.UUID,
    ) -> None:
        self.page_id = page_id
        self.image_id = image_id
        self.key = key
        self.dropped: list[str] = []

    def stream(self, body: list[tuple[str, Any]]) -> list[dict[str, Any]]:
        """The body as raw stream data; blocks without a page to lead to are left out."""
        counts: dict[str, int] = {}
        stream = []
        for block_type, value in body:
            counts[block_type] = counts.get(block_type, 0) + 1
            name = f"{block_type}/{counts[block_type]}"
            try:
                raw = self.value(value, name)
            except Missing as missing:
                self.dropped.append(f"{name}: {missing}")
                continue
            stream.append({"type": block_type, "value": raw, "id": self._id(name)})
        return stream

    def value(self, value: Any, name: str) -> Any:
        """A value with Polish words and primary keys.

        Raises:
            Missing: it leads to a page that nobody declared.

        """
        if isinstance(value, Link):
            return self._page(value.path)
        if isinstance(value, Picture):
            return self.image_id(value)
        if is_words(value):
            return self.html(value[SOURCE])
        if isinstance(value, dict):
            return {key: self.value(child, f"{name}/{key}") for key, child in value.items()}
        if isinstance(value, list):
            return self._list(value, name)
        return self.html(value) if isinstance(value, str) else value

    def html(self, text: str) -> str:
        """The text with its page links in Wagtail's form; links to nowhere lose their tag."""

        def replace(match: re.Match[str]) -> str:
            page_id = self.page_id(match[1])
            return f'<a linktype="page" id="{page_id}">{match[2]}</a>' if page_id else match[2]

        return _PAGE_LINK.sub(replace, text)

    def _list(self, items: list[Any], name: str) -> list[dict[str, Any]]:
        stored = []
        for place, item in enumerate(items):
            try:
                value = self.value(item, f"{name}/{place}")
            except Missing as missing:
                self.dropped.append(f"{name}: {missing}")
                continue
            stored.append({"type": "item", "value": value, "id": self._id(f"{name}/{place}")})
        return stored

    def _page(self, path: str) -> int:
        page_id = self.page_id(path)
        if page_id is None:
            raise Missing(path)
        return page_id

    def _id(self, name: str) -> str:
        return str(uuid.uuid5(self.key, name))


def is_words(value: Any) -> bool:
    """Whether a value is a text in several languages."""
    return (
        isinstance(value, Mapping)
        and SOURCE in value
        and all(isinstance(text, str) and len(code) == 2 for code, text in value.items())  # noqa: PLR2004
    )


def pairs(value: Any, language: str, html: Callable[[str], str]) -> dict[str, str]:
    """Polish segment ▸ the same segment in another language, for all texts of a value.

    Args:
        value: a declared value, however nested.
        language: the code of the other language.
        html: what makes page links of a text; a link to nowhere must vanish in both languages.

    Raises:
        ValueError: a text lacks the language, or its paragraphs do not match.

    """
    if is_words(value):
        if language not in value:
            message = f"No {language!r} text for {value[SOURCE]!r}."
            raise ValueError(message)
        return _pair(html(value[SOURCE]), html(value[language]))
    if isinstance(value, str):
        return _pair(html(value), html(value))
    children: Any = ()
    if isinstance(value, Mapping):
        children = value.values()
    elif isinstance(value, (list, tuple)) and not isinstance(value, (Link, Picture)):
        children = value
    found: dict[str, str] = {}
    for child in children:
        found.update(pairs(child, language, html))
    return found


def _pair(source: str, target: str) -> dict[str, str]:
    if not _TAG.search(source):
        return {StringValue.from_plaintext(source).data: StringValue.from_plaintext(target).data}
    ours, theirs = _segments(source), _segments(target)
    if len(ours) != len(theirs):
        message = f"{len(ours)} and {len(theirs)} segments: {source[:60]!r} and {target[:60]!r}."
        raise ValueError(message)
    return dict(zip(ours, theirs, strict=True))


def _segments(html: str) -> list[str]:
    _template, strings = extract_strings(html)
    return [string.data for string, _attributes in strings]
