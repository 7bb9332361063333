"""Texts in the three languages of the demo."""

from typing import Any


def words(pl: str, en: str, uk: str) -> dict[str, str]:
    """A text in Polish, English and Ukrainian."""
    return {"pl": pl, "en": en, "uk": uk}


def tile(icon: str, title: dict[str, str], text: dict[str, str], page: Any) -> dict[str, Any]:
    """A tile that leads to a page."""
    return {"icon": icon, "title": title, "text": text, "page": page, "url": ""}
