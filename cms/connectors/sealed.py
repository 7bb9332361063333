"""What connectors keep encrypted: the last known answers, and what waits in the outbox."""

from cms.addonkit.sealed import Sealed

from .models import OutboxDelivery, Snapshot
from .snapshots import Key


def _of_snapshot(row: Snapshot) -> str:
    key = Key(
        site_id=row.site_id, connector=row.connector, part=row.part, subject_hash=row.subject_hash
    )
    return key.context


def _of_delivery(row: OutboxDelivery) -> str:
    return row.context


SNAPSHOTS = Sealed(
    model="ratusz_connectors.Snapshot",
    column="payload",
    made_in="cms.connectors.snapshots",
    context=_of_snapshot,
    needs=("site_id", "connector", "part", "subject_hash"),
)
DELIVERIES = Sealed(
    model="ratusz_connectors.OutboxDelivery",
    column="payload",
    made_in="cms.connectors.outbox.services",
    context=_of_delivery,
)
