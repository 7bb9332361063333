"""Payments that the office has posted, and overpayments it owes back."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from decimal import Decimal

from .amounts import ZERO, refuse, refuse_inexact, total


@dataclass(frozen=True, slots=True)
class Allocation:
    """The part of a payment that was counted towards one instalment."""

    instalment: str
    principal: Decimal = ZERO
    interest: Decimal = ZERO
    cost: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """All parts together."""
        return self.principal + self.interest + self.cost


class PaymentSource(enum.StrEnum):
    """How the money came."""

    ONLINE = "online"
    TRANSFER = "transfer"
    CASH = "cash"
    ENFORCEMENT = "enforcement"
    OFFSET = "offset"  # przerachowanie: an overpayment counted towards this
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that the office has posted.

    Raises:
        InconsistentLedger: nothing was paid, or more is allocated than was paid.

    """

    external_id: str
    booked: datetime.date
    value_date: datetime.date  # the day that counts as the day of payment, art. 60
    amount: Decimal
    source: PaymentSource = PaymentSource.OTHER
    allocations: tuple[Allocation, ...] = ()

    def __post_init__(self) -> None:
        parts = [part for a in self.allocations for part in (a.principal, a.interest, a.cost)]
        refuse_inexact([self.amount, *parts], "payment")
        refuse(self.amount == 0, "payment", "nothing was paid")
        refuse(total(parts) > self.amount, "payment", "more is allocated than was paid")


@dataclass(frozen=True, slots=True)
class Overpayment:
    """Money that the office owes the resident (nadpłata, art. 72)."""

    amount: Decimal
    since: datetime.date
    disposition: str = ""

    def __post_init__(self) -> None:
        refuse_inexact([self.amount], "overpayment")
        refuse(self.amount == 0, "overpayment", "no amount")
