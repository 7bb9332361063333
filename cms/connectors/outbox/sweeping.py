"""How a long queue is shared out among the workers."""

from __future__ import annotations

from django.db.models.functions import Now

from .models import OutboxStep

SECONDS = 10.0  # a sweep begins nothing after that; the next one goes on
MOST_HELPERS = 3
ROWS_A_HELPER = 50
HELPER_EXPIRES = 60.0  # seconds; only helpers do, never a sweep: clocks may differ


def helpers_wanted() -> int:
    """How many more tasks should work beside a sweep: none for a short queue."""
    most = MOST_HELPERS * ROWS_A_HELPER
    due = OutboxStep.objects.filter(due_at__lte=Now()).values("pk")[:most].count()
    return int(due // ROWS_A_HELPER)
