"""The time a page may wait for the outside world, all calls together."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings

from cms.addonkit.fairness import share_of

if TYPE_CHECKING:
    from django.http import HttpRequest

DEFAULT_PAGE_SECONDS = 2.0


class Deadline:
    """A moment on the monotonic clock after which nobody waits any more.

    Args:
        seconds: how long from now.

    """

    __slots__ = ("_end",)

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left; 0.0 when it has passed."""
        return max(0.0, self._end - time.monotonic())

    @property
    def expired(self) -> bool:
        """Whether it has passed."""
        return self.remaining() <= 0.0

    def within(self, seconds: float) -> Deadline:
        """The earlier of this deadline and one that many seconds from now."""
        return Deadline(min(seconds, self.remaining()))

    def __repr__(self) -> str:
        return f"Deadline({self.remaining():.2f} s left)"


def page_deadline(request: HttpRequest) -> Deadline:
    """The deadline of the page a request asked for, shared by its blocks.

    It starts at the first use and has `settings.RATUSZ_PAGE_DEADLINE` seconds (default 2). While
    other blocks have yet to ask, the one that answers gets its share of what is left.
    """
    known: Deadline | None = getattr(request, "_ratusz_deadline", None)
    if known is None:
        known = Deadline(getattr(settings, "RATUSZ_PAGE_DEADLINE", DEFAULT_PAGE_SECONDS))
        request._ratusz_deadline = known  # type: ignore[attr-defined]
    left = known.remaining()
    share = share_of(request, left)
    return known.within(share) if share < left else known
