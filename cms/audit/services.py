"""Recording: the one way into the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cms.addonkit.people import Pesel

from . import chain
from .events import Event, event_of
from .models import Entry, Head
from .people import SYSTEM, actor_of
from .privacy import Detail, checked_detail, checked_text, network_of, subject_key

if TYPE_CHECKING:
    from django.http import HttpRequest

BATCH = 1_000
INSTALLATION = 0
STARTED = "audit.chain_started"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data it was: the user, the number, or what is known of both.

    `key` is the keyed hash (`privacy.subject_key`) where the number itself is not at hand.
    """

    user_id: Any = None
    pesel: Pesel | None = None
    object_id: str = ""
    key: str = ""


def record(
    event: str | Event,
    *,
    site: Any,
    actor: Any,
    subject_user_id: Any = None,
    subject: Pesel | None = None,
    object_type: str = "",
    object_id: str = "",
    detail: Detail | None = None,
    request: HttpRequest | None = None,
    official: bool | None = None,
) -> None:
    """Record that something happened, within the caller's transaction.

    Call it as late in the transaction as you can: the end of the site's chain stays locked until
    the transaction ends, and other writers of this site wait for it.

    Args:
        event: a declared event, or its name.
        site: the municipality, or its id; None for the installation as a whole.
        actor: the user; None when nobody was signed in; "system" for the portal itself.
        subject_user_id: the user whose data it was.
        subject: the number of the person whose data it was; stored as a keyed hash.
        object_type: the kind of record, for example `ratusz_dues.account`.
        object_id: which one.
        detail: a few facts without personal data, under the keys that the event declares.
        request: gives the network, and whether the actor was at work.
        official: whether the actor was at work, where no request says so.

    Raises:
        UndeclaredEvent: no app declares this event.
        DetailRefused: the detail has an unknown key or looks like personal data.

    """
    record_many(
        event,
        [Whose(subject_user_id, subject, str(object_id))],
        site=site,
        actor=actor,
        object_type=object_type,
        detail=detail,
        request=request,
        official=official,
    )


def record_many(
    event: str | Event,
    people: Iterable[Whose],
    *,
    site: Any,
    actor: Any,
    object_type: str = "",
    detail: Detail | None = None,
    request: HttpRequest | None = None,
    official: bool | None = None,
) -> int:
    """Record the same event for several people, an entry each: an export, a list.

    Arguments and errors are those of `record`.

    Returns:
        How many entries were written.

    """
    declared = event if isinstance(event, Event) else event_of(event)
    site_id = getattr(site, "pk", site)
    who = actor_of(actor, site_id=site_id, request=request, official=official)
    shared = {
        "chain": site_id or INSTALLATION,
        "site_id": site_id,
        "at": timezone.now(),
        "event": declared.name,
        "actor_kind": str(who.kind),
        "actor_id": who.user_id,
        "actor_roles": who.roles,
        "actor_unit": who.unit,
        "object_type": checked_text(object_type, "object_type", 100),
        "detail": checked_detail(declared, detail or {}),
        "address": network_of(request),
    }
    return _append(site_id or INSTALLATION, _rows(shared, people))


def _rows(shared: dict[str, Any], people: Iterable[Whose]) -> Iterator[dict[str, Any]]:
    for person in people:
        yield {
            **shared,
            "object_id": checked_text(person.object_id, "object_id", 64),
            "subject_user_id": person.user_id,
            "subject_hash": subject_key(person.pesel) if person.pesel else person.key,
        }


def _append(chain_id: int, rows: Iterator[dict[str, Any]]) -> int:
    """Write rows at the end of a chain. Returns how many."""
    written = 0
    with transaction.atomic():
        head = _locked_head(chain_id)
        while batch := list(islice(rows, BATCH)):
            linked = list(
                chain.link(batch, sequence=head.sequence, prev_hash=head.hash or chain.START)
            )
            Entry.objects.bulk_create([Entry(**row) for row in linked])
            head.sequence, head.hash = linked[-1]["sequence"], linked[-1]["hash"]
            written += len(linked)
        if written:
            head.mac = chain.mac_of_head(chain_id, head.sequence, head.hash)
            head.save(update_fields=["sequence", "hash", "mac"])
    return written


def _locked_head(chain_id: int) -> Head:
    """The end of a chain, locked until the transaction ends; made when the chain starts.

    That a site's chain started is an entry in the installation's chain: so a chain that is removed
    whole, with its end, is missed.
    """
    locked = Head.objects.select_for_update()
    head = locked.filter(pk=chain_id).first()
    if head is None:
        made = Head.objects.bulk_create([Head(pk=chain_id)], ignore_conflicts=True)
        head = locked.get(pk=made[0].pk)
        if head.sequence == 0 and chain_id != INSTALLATION:
            record(STARTED, site=None, actor=SYSTEM, detail={"site": chain_id})
    return head
