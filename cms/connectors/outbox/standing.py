"""How the outbox stands as a whole: for probes and for the people who look after the portal."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from .models import OutboxDelivery, OutboxEvent, OutboxStep

STALLED = datetime.timedelta(minutes=15)
"""What has been due for longer, while nothing was tried, waits for a worker that is not there."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What of a municipality is under way."""

    waiting: int
    """Deliveries that go on by themselves."""

    for_officials: int
    """Deliveries that wait for somebody's decision."""

    oldest: datetime.datetime | None
    """When the oldest one under way was put in."""


def backlog_of(site_id: int) -> Backlog:
    """The unfinished deliveries of a municipality. One query over them alone."""
    found = OutboxDelivery.objects.filter(site_id=site_id, finished_at__isnull=True).aggregate(
        waiting=Count("pk", filter=Q(needs_official=False)),
        for_officials=Count("pk", filter=Q(needs_official=True)),
        oldest=Min("created_at"),
    )
    return Backlog(**found)


def is_worked_off() -> bool:
    """Whether somebody works on what is due. At most two queries.

    A system that is down makes deliveries late but not unattended: each attempt is noted, and the
    next one is due later. So this is about our workers alone.
    """
    if not OutboxStep.objects.filter(due_at__lt=Now() - STALLED).exists():
        return True
    # By its number, for which there is an index: the newest attempt of a worker.
    attempts = OutboxEvent.objects.filter(actor__isnull=True).annotate(read_at=Now())
    newest = attempts.order_by("-pk").values_list("at", "read_at").first()
    return newest is not None and newest[1] - newest[0] < STALLED
