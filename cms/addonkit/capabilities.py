"""How add-ons meet without importing one another.

A capability is a Protocol with typed data. One add-on offers it (`provides` in its manifest),
another asks `cms.addonkit.offers` for those switched on for its municipality, and copes when there
is none.
An offer never raises the outside world at its caller: it raises `CannotAsk`, which carries when to
try again, or one of the refusals below.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from wagtail.models import Site

    from .people import Subject


class CannotAsk(Exception):
    """The system behind an offer does not answer now; never read it as "there is nothing"."""

    def __init__(self, retry_at: datetime.datetime | None = None) -> None:
        super().__init__("the system behind this offer does not answer")
        self.retry_at = retry_at


class NotYours(LookupError):
    """The key belongs to nothing of this person here."""


# -- Payable: dues offers, cms.payments asks ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One thing that can be paid. Amounts in PLN, exact to the grosz.

    `key` is opaque and only means something to the offer that gave it.
    """

    key: str
    title: str
    principal: Decimal
    interest: Decimal = Decimal("0.00")
    costs: Decimal = Decimal("0.00")

    @property
    def total(self) -> Decimal:
        """What paying this line takes."""
        return self.principal + self.interest + self.costs


@dataclass(frozen=True, slots=True)
class Quote:
    """What paying some lines takes at one moment, and where the money goes.

    `as_of` is the day the source states its figures for; `recipient` and `account` (NRB, 26 digits)
    are those of the municipality.
    """

    lines: tuple[QuoteLine, ...]
    as_of: datetime.date
    recipient: str
    account: str

    @property
    def total(self) -> Decimal:
        """The sum of the lines, in PLN."""
        return sum((line.total for line in self.lines), Decimal("0.00"))


class QuoteChanged(Exception):
    """The figures moved since the quote was shown; `quote` has the new ones."""

    def __init__(self, quote: Quote) -> None:
        super().__init__("the figures have changed")
        self.quote = quote


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that reached the municipality, to be posted at its source exactly once.

    `idempotency_key` is ours: posting the same key twice counts once.
    """

    idempotency_key: str
    amount: Decimal
    paid_at: datetime.datetime
    provider: str
    provider_reference: str


class PostingState(enum.StrEnum):
    """How far a posting is. Stored: never rename the values."""

    WAITING = "waiting"
    POSTED = "posted"
    CLARIFYING = "clarifying"
    REFUSED = "refused"


@runtime_checkable
class Payable(Protocol):
    """Something a resident can pay."""

    def quote(self, subject: Subject, site: Site, keys: Sequence[str]) -> Quote:
        """Read the figures anew.

        Raises:
            NotYours: a key is none of this person's.
            CannotAsk: the source does not answer.

        """
        ...

    def freeze(self, subject: Subject, site: Site, quote: Quote) -> str:
        """Hold the quoted lines for one payment; gives the reference used from here on.

        Raises:
            QuoteChanged: the source now says something else.
            NotYours: a key is none of this person's.
            CannotAsk: the source does not answer.

        """
        ...

    def post(self, reference: str, receipt: Receipt) -> PostingState:
        """Tell the source that the money is there. Safe to repeat with the same key."""
        ...

    def status(self, reference: str) -> PostingState:
        """How far the posting of a frozen quote is."""
        ...


# -- LetterChannel: ezd and epuap offer, forms asks ------------------------------------------------


class LetterState(enum.StrEnum):
    """How far a letter is. Stored: never rename the values."""

    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    CLARIFYING = "clarifying"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Letter:
    """A signed document on its way to the office. `document_id` names a private file of ours."""

    idempotency_key: str
    title: str
    document_id: str
    attachment_ids: tuple[str, ...] = ()


@runtime_checkable
class LetterChannel(Protocol):
    """A way by which a document reaches the office with legal effect."""

    def send(self, subject: Subject, site: Site, letter: Letter) -> str:
        """Hand the letter over; gives our reference. Safe to repeat with the same key.

        Raises:
            CannotAsk: the channel takes nothing now.

        """
        ...

    def status(self, reference: str) -> LetterState:
        """How far the letter is."""
        ...

    def receipt(self, reference: str) -> str | None:
        """The private file with the official receipt (UPP, UPO), once there is one."""
        ...


# -- CorrespondenceFeed: ezd and epuap offer, the Korespondencja blocks show all ----------------


class Direction(enum.StrEnum):
    """Who wrote to whom."""

    TO_OFFICE = "to_office"
    FROM_OFFICE = "from_office"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A document of a resident's correspondence."""

    date: datetime.date
    title: str
    direction: Direction
    link: str
    number: str = ""


@runtime_checkable
class CorrespondenceFeed(Protocol):
    """Documents that went between a resident and the office."""

    def entries(self, subject: Subject, site: Site, seconds: float) -> Sequence[FeedEntry]:
        """The newest first, asked within the seconds that the page has left.

        Raises:
            CannotAsk: the source does not answer and nothing is kept.

        """
        ...


# -- ProfileCard: faults and payments offer, the profile block shows ----------------------------


@dataclass(frozen=True, slots=True)
class Card:
    """A card on a resident's profile: rows of (label, value) and where to go on."""

    title: str
    rows: tuple[tuple[str, str], ...]
    link: tuple[str, str] | None = None


@runtime_checkable
class ProfileCard(Protocol):
    """What an add-on adds to a resident's profile."""

    def card(self, subject: Subject, site: Site) -> Card | None:
        """The card, or None when the add-on has nothing of this person."""
        ...


CAPABILITIES: dict[str, type] = {
    "payable": Payable,
    "letter_channel": LetterChannel,
    "correspondence_feed": CorrespondenceFeed,
    "profile_card": ProfileCard,
}
