"""What the outbox forgets: payloads that nobody will send, and deliveries of years ago."""

from __future__ import annotations

import datetime

from django.db.models.functions import Now

from .models import OutboxDelivery
from .states import DeliveryState

# An official who gave up by mistake can still be helped.
PAYLOAD_OF_GIVEN_UP = datetime.timedelta(days=30)
FINISHED = datetime.timedelta(days=2 * 365)
BATCH = 1_000  # a transaction each, so that nobody waits for us


def tidy() -> int:
    """Wipe payloads of given-up deliveries after a month; delete what ended two years ago.

    Returns:
        How many deliveries were deleted.

    """
    given_up = OutboxDelivery.objects.filter(
        state=DeliveryState.GIVEN_UP, finished_at__lt=Now() - PAYLOAD_OF_GIVEN_UP
    )
    given_up.exclude(payload="").update(payload="")
    deleted = 0
    while True:
        old = OutboxDelivery.objects.filter(
            created_at__lt=Now() - FINISHED, finished_at__lt=Now() - FINISHED
        )
        keys = list(old.order_by("created_at").values_list("pk", flat=True)[:BATCH])
        if not keys:
            return deleted
        OutboxDelivery.objects.filter(pk__in=keys).delete()
        deleted += len(keys)
