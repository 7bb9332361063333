"""How long everything takes, in seconds. The settings are for tests; the defaults are the rule."""

from __future__ import annotations

import random

from django.conf import settings

BACKOFF_CAP = 30 * 60.0
# A step that nobody's code knows (an add-on was taken out) is looked at this often.
UNKNOWN_KIND = 15 * 60.0


def lease() -> float:
    """How long a worker may hold a step; afterwards it is thought dead."""
    return float(getattr(settings, "RATUSZ_OUTBOX_LEASE", 60.0))


def longest_call() -> float:
    """How long a step may take at most: the lease leaves a sixth of itself for recording."""
    return lease() * 5 / 6


def backoff(attempts: int) -> float:
    """How long to wait after so many attempts in vain: doubling, capped, and never in step.

    The jitter of a fifth keeps a thousand deliveries from coming back in the same second.
    """
    base = float(getattr(settings, "RATUSZ_OUTBOX_BACKOFF", 15.0))
    waiting = min(BACKOFF_CAP, base * 2 ** min(max(attempts, 1) - 1, 20))
    return waiting * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, protects nothing
