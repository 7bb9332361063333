"""Doing the work: send a claimed step, or ask about it, and record what came of it."""

from __future__ import annotations

import json
import logging
import threading
import time
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from cms.addonkit.vault import SealBroken, decrypt
from cms.connectors import breaker, calls
from cms.connectors.deadline import Deadline
from cms.connectors.errors import ConnectorError, place_of
from cms.connectors.gate import refuse_in_transaction

from . import deciding
from .claiming import Claim, claim_due, record
from .crash import crash_point
from .kinds import Parcel
from .models import OutboxStep
from .outcomes import Outcome, Refused, TryAgain, Unknown, of_failed_ask, of_failed_send
from .states import StepState

if TYPE_CHECKING:
    from uuid import UUID

logger = logging.getLogger(__name__)

_OUR_FAULT = gettext_noop("The portal's own code failed.")
_SEALED = gettext_noop("The content cannot be opened: its key is missing.")
_HELD_UP = gettext_noop("The worker was held up before it could send.")

# Set when the process must end soon: no new step is claimed then.
stopping = threading.Event()


def deliver(delivery_id: UUID) -> int:
    """Do what is due of one delivery, step by step.

    Returns:
        How many steps were sent or asked about.

    """
    return _run_while_due(delivery_id, seconds=60.0)


def drain(seconds: float) -> int:
    """Do whatever is due, what has been due longest first.

    Args:
        seconds: begin no further step after that.

    Returns:
        How many steps were sent or asked about.

    """
    return _run_while_due(None, seconds=seconds)


def run(claim: Claim) -> None:
    """Send a claimed step or ask about it, outside of any transaction, and record the outcome.

    Raises:
        OutboundInTransaction: a transaction is open.

    """
    refuse_in_transaction()
    row, position = claim.row, claim.row.position + 1
    crash_point(f"claimed-{position}")
    outcome = _outcome(claim)
    crash_point(f"sent-{position}")
    record(claim, _decide(claim, outcome))
    crash_point(f"recorded-{position}")
    logger.info("outbox: step %s: %s", row.pk, type(outcome).__name__)


def _run_while_due(delivery_id: UUID | None, *, seconds: float) -> int:
    end = time.monotonic() + seconds
    done = 0
    while time.monotonic() < end and not stopping.is_set():
        claim = claim_due(delivery_id)
        if claim is None:
            break
        run(claim)
        done += 1
    return done


def _decide(claim: Claim, outcome: Outcome) -> deciding.Change:
    row = claim.row
    if not claim.asking:
        return deciding.after_send(outcome, claim.step, row.attempts)
    since_sent = (claim.now - row.sent_at).total_seconds() if row.sent_at else claim.step.settles
    return deciding.after_ask(outcome, claim.step, row.attempts, row.asks, since_sent)


def _outcome(claim: Claim) -> Outcome:
    """What the other side says; in our words when it, or our own code, fails."""
    try:
        parcel = _parcel(claim)
    except SealBroken:
        logger.error("outbox: the payload of delivery %s does not open", claim.row.delivery_id)
        return _nothing_happened(claim, Refused(_SEALED))
    if claim.expired:
        return _nothing_happened(claim, TryAgain(_HELD_UP))
    try:
        return _guarded(claim, parcel)
    except ConnectorError as error:
        return of_failed_ask(error) if claim.asking else of_failed_send(error)
    except Exception as error:  # noqa: BLE001 - an add-on's code may raise anything
        logger.error("outbox: step %s failed: %s", claim.row.pk, place_of(error))
        return Unknown(_OUR_FAULT, detail=type(error).__name__)


def _guarded(claim: Claim, parcel: Parcel) -> Outcome:
    """Call the other side, behind the breaker of its connector where the step names one."""
    step = claim.step
    work = step.ask if claim.asking else step.send
    if step.connector is None:
        return work(parcel)
    name, site_id = step.connector.name, parcel.site.pk
    with (
        breaker.guarded(name, site_id) as attempt,
        calls.noted(name, site_id, calls.Purpose.DELIVERY, attempt.phase),
    ):
        return work(parcel)


def _nothing_happened(claim: Claim, outcome: Outcome) -> Outcome:
    """Before a send it is certain that nothing has left; before asking, nothing is known anew."""
    return Unknown(getattr(outcome, "reason", "")) if claim.asking else outcome


def _parcel(claim: Claim) -> Parcel:
    row, delivery = claim.row, claim.row.delivery
    references = {}
    if row.position:
        before = OutboxStep.objects.filter(
            delivery_id=row.delivery_id, position__lt=row.position, state=StepState.DELIVERED
        )
        references = dict(before.values_list("name", "reference"))
    return Parcel(
        payload=json.loads(decrypt(delivery.payload, context=delivery.context)),
        key=row.key,
        references=references,
        number=delivery.number,
        site=delivery.site,
        user_id=delivery.user_id,
        deadline=Deadline(claim.step.seconds),
    )
