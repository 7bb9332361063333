"""Putting things into the outbox, following them, and what officials may do with them."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from cms.addonkit.vault import encrypt

from .crash import crash_point
from .kinds import UnknownKind, delivery_of
from .models import OutboxDelivery, OutboxStep
from .numbers import new_number
from .states import DeliveryState, StepState
from .waking import wake

if TYPE_CHECKING:
    from wagtail.models import Site

# Files go to cms.files; their ids go here.
MOST_BYTES = 256 * 1024


class TooLargeForOutbox(ValueError):
    """The payload has more than `MOST_BYTES`."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the resident keeps, and what the caller stores to follow the delivery."""

    number: str
    id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Status:
    """Where a delivery is, for the screens of the app that put it in."""

    number: str
    kind: str
    state: DeliveryState
    created_at: datetime.datetime
    finished_at: datetime.datetime | None
    references: Mapping[str, str]
    """Step ▸ the other side's reference, of the delivered steps."""


def enqueue(
    kind: str,
    *,
    site: Site,
    payload: Mapping[str, Any],
    user_id: Any = None,
    once: str = "",
) -> Receipt:
    """Store a delivery in the caller's transaction; it is sent after the commit.

    Nothing outside is called, so this takes as long as the database does, whatever else is down.

    Args:
        kind: of a declared `Delivery`.
        site: the municipality on whose behalf it is sent.
        payload: JSON types only, encrypted before it is stored. Files go to `cms.files`: put their
            ids here.
        user_id: who puts it in, when known.
        once: the caller's own mark of the matter (a form's token, a payment's number). The same
            mark of the same kind and site gives the first call's receipt and stores nothing.

    Returns:
        The receipt.

    Raises:
        UnknownKind: no running app declares the kind.
        TypeError, ValueError: the payload is no JSON.
        TooLargeForOutbox: it has more than `MOST_BYTES`.

    """
    steps = delivery_of(kind).steps
    text = json.dumps(dict(payload), ensure_ascii=False, allow_nan=False).encode()
    if len(text) > MOST_BYTES:
        message = f"A payload has at most {MOST_BYTES} bytes; put files into cms.files."
        raise TooLargeForOutbox(message)
    delivery = OutboxDelivery(
        number=_unused_number(), kind=kind, site=site, user_id=user_id, once=once, created_at=Now()
    )
    delivery.payload = encrypt(text, context=delivery.context)
    known = _known(delivery) if once else None
    if known is None:
        known = _store(delivery, [step.name for step in steps])
    if known is not None:
        return Receipt(known.number, known.pk)
    crash_point("put-in")
    transaction.on_commit(partial(wake_after_commit, delivery.pk), robust=True)
    return Receipt(delivery.number, delivery.pk)


def statuses(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Status]:
    """Delivery ▸ where it is, for those that still exist. Two queries for any number."""
    rows = OutboxDelivery.objects.filter(pk__in=list(ids)).prefetch_related("steps")
    return {
        row.pk: Status(
            number=row.number,
            kind=row.kind,
            state=DeliveryState(row.state),
            created_at=row.created_at,
            finished_at=row.finished_at,
            references={
                step.name: step.reference
                for step in row.steps.all()
                if step.state == StepState.DELIVERED
            },
        )
        for row in rows.defer("payload")
    }


def wake_after_commit(delivery_id: uuid.UUID) -> None:
    """Tell a worker; whether that works or not, the sweeper will find the delivery."""
    crash_point("committed")
    wake(delivery_id)
    crash_point("woken")


def _known(delivery: OutboxDelivery) -> OutboxDelivery | None:
    same = {"site": delivery.site, "kind": delivery.kind, "once": delivery.once}
    return OutboxDelivery.objects.filter(**same).only("number").first()


def _store(delivery: OutboxDelivery, names: list[str]) -> OutboxDelivery | None:
    """Write the rows. Returns the delivery that was there first, when somebody else was faster."""
    try:
        # A savepoint only where a loser must be able to go on.
        with transaction.atomic(savepoint=bool(delivery.once)):
            delivery.save(force_insert=True)
            OutboxStep.objects.bulk_create(
                OutboxStep(
                    delivery=delivery,
                    position=position,
                    name=name,
                    key=str(uuid.uuid4()),
                    due_at=Now() if position == 0 else None,
                )
                for position, name in enumerate(names)
            )
    except IntegrityError:
        known = _known(delivery) if delivery.once else None
        if known is None:
            raise
        return known
    return None


def _unused_number() -> str:
    """A receipt number that no delivery has."""
    while True:
        number = new_number()
        if not OutboxDelivery.objects.filter(number=number).exists():
            return number


__all__ = [
    "MOST_BYTES",
    "Receipt",
    "Status",
    "TooLargeForOutbox",
    "UnknownKind",
    "enqueue",
    "statuses",
]
