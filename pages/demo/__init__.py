"""The demo's pages that need no add-on."""

from __future__ import annotations

from typing import Any

from . import accessibility, front, guide, news, portal, second


def build(site: Any, tree: Any) -> None:
    """Declare the pages of one municipality. `site` is not needed: no row is written here."""
    if tree.municipality == "zalesie":
        second.declare(tree)
        return
    for chapter in (front, portal, news, guide, accessibility):
        chapter.declare(tree)
