"""How the blocks of a page share its time: whoever asks first may not take all of it."""

from __future__ import annotations

from django.http import HttpRequest


def set_blocks_to_come(request: HttpRequest, number: int) -> None:
    """Say how many blocks will still ask after the one that answers now."""
    request._ratusz_blocks_to_come = number  # type: ignore[attr-defined]


def share_of(request: HttpRequest, seconds: float) -> float:
    """What the block that answers now may use of the seconds that the page has left."""
    return seconds / (1 + getattr(request, "_ratusz_blocks_to_come", 0))
