"""Instalments: one amount with its due date, and what it means to the resident on a day.

The law behind the names: Tax Ordinance Act (Ordynacja podatkowa) of 29 August 1997.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .amounts import ZERO, refuse, refuse_inexact, total


class State(enum.StrEnum):
    """What the source says of an instalment beyond its amounts."""

    REGULAR = "regular"
    IN_BOOKING = "in_booking"  # paid, the office has not yet posted it
    DEFERRED = "deferred"  # odroczona or rozłożona na raty, art. 67a § 1 pkt 1
    REMITTED = "remitted"  # umorzona, art. 67a § 1 pkt 3
    LAPSED = "lapsed"  # wygasła or przedawniona, art. 59 § 1


class InstalmentStatus(enum.StrEnum):
    """What an instalment means to the resident on a given day."""

    TO_PAY = "to_pay"
    OVERDUE = "overdue"
    PAID = "paid"
    IN_BOOKING = "in_booking"
    DEFERRED = "deferred"
    REMITTED = "remitted"
    LAPSED = "lapsed"
    IN_ENFORCEMENT = "in_enforcement"


class Show(enum.StrEnum):
    """Which instalments of a card to list."""

    ALL = "all"
    PAID = "paid"
    DUE = "due"

    @classmethod
    def of(cls, word: str) -> Show:
        """The filter of that name; every other word shows all."""
        return cls(word) if word in set(cls) else cls.ALL


_GONE = {State.REMITTED: InstalmentStatus.REMITTED, State.LAPSED: InstalmentStatus.LAPSED}
_WAITING = {
    State.IN_BOOKING: InstalmentStatus.IN_BOOKING,
    State.DEFERRED: InstalmentStatus.DEFERRED,
}


@dataclass(frozen=True, slots=True)
class Instalment:
    """One amount with its due date.

    `paid` is what has been counted towards `principal`, `remaining` what is missing of it.
    `interest` and `reminder_cost` are what is owed of them on `interest_on`, as the source
    states it: the portal does not compute them.

    Raises:
        InconsistentLedger: an amount is negative, more is paid than owed, or the sums do not fit.

    """

    external_id: str
    decision: str
    year: int
    number: int
    due: datetime.date  # statutory, with art. 12 § 5 applied
    principal: Decimal
    paid: Decimal
    remaining: Decimal
    interest: Decimal = ZERO
    interest_on: datetime.date | None = None
    reminder_cost: Decimal = ZERO
    in_enforcement: bool = False  # a tytuł wykonawczy was issued
    state: State = State.REGULAR
    due_effective: datetime.date | None = None  # where it differs: late delivery, deferral

    def __post_init__(self) -> None:
        amounts = (self.principal, self.paid, self.remaining, self.interest, self.reminder_cost)
        refuse_inexact(amounts, "instalment")
        refuse(self.paid > self.principal, "instalment", "more is paid than owed")
        if self.state in _GONE:
            refuse(self.to_pay != 0, "instalment", "something is left of what has lapsed")
        else:
            refuse(
                self.remaining != self.principal - self.paid, "instalment", "the sums do not fit"
            )

    @property
    def due_date(self) -> datetime.date:
        """The last day to pay without interest."""
        return self.due_effective or self.due

    @property
    def to_pay(self) -> Decimal:
        """All that is owed: principal, interest and reminder cost."""
        return self.remaining + self.interest + self.reminder_cost

    def status(self, on: datetime.date) -> InstalmentStatus:
        """What the instalment means on a day. The due date itself is still in time."""
        if self.state in _GONE:
            return _GONE[self.state]
        if self.to_pay == 0:
            return InstalmentStatus.PAID
        if self.in_enforcement:
            return InstalmentStatus.IN_ENFORCEMENT
        if self.state == State.IN_BOOKING:
            return InstalmentStatus.IN_BOOKING
        if self.due_date < on:
            return InstalmentStatus.OVERDUE
        return _WAITING.get(self.state, InstalmentStatus.TO_PAY)


@dataclass(frozen=True, slots=True)
class NextDue:
    """What has to be paid next, and by when."""

    amount: Decimal
    due: datetime.date
    instalments: tuple[Instalment, ...]


def next_due_of(lines: Iterable[Instalment]) -> NextDue | None:
    """What falls on the earliest due date among these instalments; None: there are none."""
    ordered = sorted(lines, key=by_due_date)
    if not ordered:
        return None
    first = ordered[0].due_date
    together = tuple(line for line in ordered if line.due_date == first)
    return NextDue(total(line.to_pay for line in together), first, together)


def by_due_date(line: Instalment) -> tuple[datetime.date, int, int, str]:
    """The order in which instalments fall due; the rest only makes it the same every time."""
    return (line.due_date, line.year, line.number, line.external_id)


def belongs(line: Instalment, show: Show, on: datetime.date) -> bool:
    """Whether a filter lists this instalment."""
    if show == Show.PAID:
        return line.status(on) == InstalmentStatus.PAID
    return show == Show.ALL or line.to_pay > 0
