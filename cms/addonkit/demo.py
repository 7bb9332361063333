"""The demo's dashboard shows the cards of the add-ons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import Site


def build(site: Site, tree: Any) -> None:
    """Declare the block.

    Args:
        site: the municipality.
        tree: where pages are declared.

    """
    tree.block("/pulpit/", ("dashboard__cards", {}), order=5)
