"""Whether the outside systems of a municipality work: checked by the clock, kept, and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import Site

    from .reading import Standing


def summary(site: Site) -> list[Standing]:
    """How the connectors of a municipality stand, by the last check of each.

    One query. Each has `connector` (name), `title`, `state` (`states.Health`), `words`, `since`,
    `checked_at` and `findings` in the reader's language.
    """
    from .reading import standings  # noqa: PLC0415 - the models are not there while apps load

    return standings(site)
