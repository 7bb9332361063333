"""What the simulator's books hold: cards with their instalments and payments, in whole grosze."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """An instalment."""

    id: str
    decision: str
    year: int
    number: int
    due: datetime.date
    principal: int
    paid: int = 0
    interest: int = 0
    reminder_cost: int = 0
    enforcement: bool = False
    state: str = "regular"
    due_effective: datetime.date | None = None

    @property
    def remaining(self) -> int:
        """What is missing of the principal."""
        return 0 if self.state in {"remitted", "lapsed"} else self.principal - self.paid


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment, with the ids of the instalments it was counted towards and how much."""

    id: str
    booked: datetime.date
    value_date: datetime.date
    amount: int
    source: str
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """An account: one due of one payer."""

    id: str
    number: str
    name: str
    kind: str
    regime: str
    as_of: datetime.date
    recipient: str
    object: str = ""
    decisions: tuple[dict[str, Any], ...] = ()
    lines: tuple[Line, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    overpayments: tuple[dict[str, Any], ...] = field(default=())

    @property
    def balance(self) -> int:
        """What is owed on all lines."""
        return sum(line.remaining + line.interest + line.reminder_cost for line in self.lines)

    @property
    def bank_account(self) -> str:
        """The card's virtual account at a bank that does not exist, with right check digits."""
        bban = self.number.rjust(24, "0")
        return f"{98 - int(f'{bban}252100') % 97:02d}{bban}"
