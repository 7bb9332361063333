"""What is done to private files at night: ends that have come, and contents that nobody owns."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone

from cms.audit.services import record

from . import services, storage
from .audit_events import PURGED
from .models import PrivateFile, State

BATCH = 500
# A content may be this old before its row is there: rows follow within one request.
GRACE = datetime.timedelta(days=1)


def purge(now: datetime.datetime | None = None) -> int:
    """Remove the files whose time is over, pending ones included.

    May run anywhere and as often as one likes; two at once remove each file once.

    Returns:
        How many were removed.

    """
    now = now or timezone.now()
    removed = 0
    while True:
        with transaction.atomic():
            due = PrivateFile.objects.filter(keep_until__lte=now).order_by("keep_until")
            batch = list(due.select_for_update(skip_locked=_can_skip())[:BATCH])
            if not batch:
                return removed
            removed += services.delete(batch)
            # Unsent attachments are no record of anybody's matter.
            kept = Counter(file.site_id for file in batch if file.state == State.KEPT)
            for site_id, count in sorted(kept.items()):
                record(PURGED, site=site_id, actor="system", detail={"files": count})


def sweep(now: datetime.datetime | None = None, *, dry_run: bool = False) -> int:
    """Remove contents without a row: of transactions that were rolled back, and half-written ones.

    Returns:
        How many were removed, or would be.

    """
    latest = (now or timezone.now()) - GRACE
    removed = 0
    for batch in _batches(storage.names()):
        rows = PrivateFile.objects.filter(stored_as__in=batch)
        known = set(rows.values_list("stored_as", flat=True))
        for name in batch:
            if name not in known and _is_older(name, latest):
                removed += 1
                if not dry_run:
                    storage.remove(name)
    return removed


def missing() -> Iterator[PrivateFile]:
    """The rows whose content is not there: after a backup was restored in part."""
    for file in PrivateFile.objects.order_by("pk").iterator(chunk_size=BATCH):
        if not storage.private_storage().exists(file.stored_as):
            yield file


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    names = iter(names)
    while batch := list(islice(names, BATCH)):
        yield batch


def _is_older(name: str, latest: datetime.datetime) -> bool:
    try:
        return storage.private_storage().get_modified_time(name) < latest
    except OSError:  # somebody was faster
        return False


def _can_skip() -> bool:
    from django.db import connection  # noqa: PLC0415

    return bool(connection.features.has_select_for_update_skip_locked)
