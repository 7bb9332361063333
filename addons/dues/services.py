"""What a resident can ask about their dues. Whose: always the subject's, never a parameter's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cms.addonkit.people import Pesel, Subject
from cms.connectors.deadline import Deadline
from cms.connectors.reading import read, read_ahead
from cms.connectors.results import Fresh, Result, Stale, Unavailable

from .connectors.ledger_source import Access, LedgerSource
from .domain import Account, Ledger
from .keeping import LEDGER
from .models import Card, DuesSettings

if TYPE_CHECKING:
    from wagtail.models import Site


T = TypeVar("T")


class NotYourCard(LookupError):
    """The id belongs to no card of this person here: nobody was asked about it."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A resident's ledger, with the ids under which its cards have addresses.

    `public_ids`: the source's key of an account ▸ its public id.
    """

    ledger: Ledger
    public_ids: dict[str, str]


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One card of the resident; `account` is None when the source no longer names it."""

    account: Account | None
    ledger: Ledger


def overview(subject: Subject, site: Site, deadline: Deadline) -> Result[Overview]:
    """All that a resident owes. Three queries, one or two more when a card is new.

    Args:
        subject: whose ledger; the identity must be confirmed.
        site: the municipality whose system is asked.
        deadline: the page's.

    Raises:
        ValueError: the identity is not confirmed (programming error: the door keeps such out).

    """
    return _overview_of(_ledger(subject, site, deadline, DuesSettings.access_of(site)), subject)


def overview_ahead(
    subject: Subject, site: Site, deadline: Deadline
) -> Callable[[], Result[Overview]]:
    """Begin to ask for the overview; what is returned waits for it. Args and Raises as there."""
    source, ask = _question(subject, site, DuesSettings.access_of(site))
    pending = read_ahead(source, subject, deadline, ask, LEDGER)
    return lambda: _overview_of(pending.result(), subject)


def _overview_of(result: Result[Ledger], subject: Subject) -> Result[Overview]:
    if isinstance(result, Unavailable):
        return result
    ids = [account.external_id for account in result.data.accounts]
    public_ids = Card.objects.public_ids(subject, LedgerSource.name, ids)
    return _with(result, Overview(result.data, public_ids))


def card(subject: Subject, site: Site, public_id: str, deadline: Deadline) -> Result[OwnCard]:
    """One card of a resident. Two queries, however many instalments it has.

    Args:
        subject: whose card; the identity must be confirmed.
        site: the municipality whose system is asked.
        public_id: from the address.
        deadline: the page's.

    Raises:
        NotYourCard: no card of this person has that id here. The source is not asked.

    """
    own = Card.objects.visible_to(subject).filter(source=LedgerSource.name, public_id=public_id)
    access, external_id = DuesSettings.access_with_card(site, own)
    if external_id is None:
        raise NotYourCard(public_id)
    result = _ledger(subject, site, deadline, access)
    if isinstance(result, Unavailable):
        return result
    return _with(result, OwnCard(result.data.account(external_id), result.data))


def is_configured(site: Site) -> bool:
    """Whether the municipality has said where its dues system is."""
    return bool(DuesSettings.access_of(site).url)


def _ledger(subject: Subject, site: Site, deadline: Deadline, access: Access) -> Result[Ledger]:
    source, ask = _question(subject, site, access)
    return read(source, subject, deadline, ask, LEDGER)


def _question(
    subject: Subject, site: Site, access: Access
) -> tuple[LedgerSource, Callable[[Deadline], Ledger]]:
    if subject.site_id != site.pk:
        message = "A person of one municipality cannot be looked up in another's system."
        raise ValueError(message)
    source = LedgerSource()
    return source, lambda within: source.ask(access, _data_of(subject), within)


def _data_of(subject: Subject) -> Pesel:
    pesel = subject.data_of
    if pesel is None:
        message = "Only the data of a confirmed person can be read."
        raise ValueError(message)
    return pesel


def _with(result: Fresh[Ledger] | Stale[Ledger], data: T) -> Fresh[T] | Stale[T]:
    if isinstance(result, Stale):
        return Stale(data, result.fetched_at, result.reason)
    return Fresh(data, result.fetched_at)
