"""What a resident owes, as the portal understands it: no framework, no vendor's words, no clock.

Amounts are `Decimal` złotych with two places. Days are calendar days of the municipality.
"""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass, field
from decimal import Decimal

from .amounts import ZERO, InconsistentLedger, refuse, refuse_twice, total
from .instalments import (
    Instalment,
    InstalmentStatus,
    NextDue,
    Show,
    State,
    by_due_date,
    next_due_of,
)
from .instalments import belongs as _belongs
from .payments import Allocation, Overpayment, Payment, PaymentSource

CURRENCY = "PLN"

__all__ = [
    "CURRENCY",
    "ZERO",
    "Account",
    "Allocation",
    "Decision",
    "InconsistentLedger",
    "Instalment",
    "InstalmentStatus",
    "Kind",
    "Ledger",
    "NextDue",
    "Overpayment",
    "Payment",
    "PaymentSource",
    "Regime",
    "Show",
    "State",
]


class Kind(enum.StrEnum):
    """What an account is for. The values travel in the contract: never rename them."""

    REAL_ESTATE_TAX = "real_estate_tax"  # podatek od nieruchomości
    AGRICULTURAL_TAX = "agricultural_tax"  # podatek rolny
    FOREST_TAX = "forest_tax"  # podatek leśny
    JOINT_TAX = "joint_tax"  # łączne zobowiązanie pieniężne
    WASTE_FEE = "waste_fee"  # opłata za gospodarowanie odpadami
    LEASE = "lease"  # czynsz dzierżawny, najem
    PERPETUAL_USE = "perpetual_use"  # użytkowanie wieczyste
    WATER = "water"  # woda i ścieki
    OTHER = "other"


class Regime(enum.StrEnum):
    """The law that decides on interest and on the order in which a payment is counted."""

    TAX_ORDINANCE = "tax_ordinance"  # Ordynacja podatkowa
    PUBLIC_FINANCE = "public_finance"  # niepodatkowe należności budżetowe, art. 60 i 67 ufp
    CIVIL = "civil"  # Kodeks cywilny


@dataclass(frozen=True, slots=True)
class Decision:
    """The act that sets what is owed: a tax decision (nakaz), a declaration, a lease."""

    number: str
    year: int
    issued: datetime.date | None = None
    delivered: datetime.date | None = None  # decides the first due date, art. 47 § 2
    case_sign: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A card of the office's books: one due of one payer, with all that happened on it.

    `as_of` is the day for which the source states these figures; whether an instalment is overdue
    is judged on that day, so that the figures and the words beside them never disagree.

    Raises:
        InconsistentLedger: duplicates, a balance that is not the sum of its lines, or an
            allocation to an instalment that is not on the card.

    """

    external_id: str
    number: str
    name: str
    kind: Kind
    regime: Regime
    as_of: datetime.date
    balance: Decimal
    instalments: tuple[Instalment, ...] = ()
    payments: tuple[Payment, ...] = ()
    overpayments: tuple[Overpayment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    object_name: str = ""  # what the due is for: an address, a plot
    bank_account: str = ""  # NRB: 26 digits
    recipient: str = ""

    def __post_init__(self) -> None:
        refuse(
            total(line.to_pay for line in self.instalments) != self.balance,
            "account",
            "the balance is not the sum of its lines",
        )
        ids = [line.external_id for line in self.instalments]
        refuse_twice(ids, "instalment")
        refuse_twice(((i.decision, i.year, i.number) for i in self.instalments), "instalment")
        refuse_twice((payment.external_id for payment in self.payments), "payment")
        refuse_twice((decision.number for decision in self.decisions), "decision")
        targets = {part.instalment for payment in self.payments for part in payment.allocations}
        refuse(not targets <= set(ids), "payment", "allocated to an instalment of another account")

    @property
    def interest(self) -> Decimal:
        """The interest owed on all instalments together."""
        return total(line.interest for line in self.instalments)

    @property
    def reminder_cost(self) -> Decimal:
        """The reminder costs owed on all instalments together."""
        return total(line.reminder_cost for line in self.instalments)

    @property
    def overdue(self) -> tuple[Instalment, ...]:
        """The instalments whose due date has passed, the oldest first."""
        late = {InstalmentStatus.OVERDUE, InstalmentStatus.IN_ENFORCEMENT}
        lines = (line for line in self.instalments if line.status(self.as_of) in late)
        return tuple(sorted(lines, key=by_due_date))

    @property
    def overdue_amount(self) -> Decimal:
        """What is owed on overdue instalments, with interest and costs."""
        return total(line.to_pay for line in self.overdue)

    @property
    def next_due(self) -> NextDue | None:
        """The nearest due date that has not passed, with all that falls on it; None: nothing."""
        coming = {InstalmentStatus.TO_PAY, InstalmentStatus.DEFERRED}
        lines = [line for line in self.instalments if line.status(self.as_of) in coming]
        return next_due_of(lines)

    def shown(self, show: Show) -> tuple[Instalment, ...]:
        """The instalments that a filter lists, the latest first."""
        lines = (line for line in self.instalments if _belongs(line, show, self.as_of))
        return tuple(sorted(lines, key=by_due_date, reverse=True))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything one source knows of one payer on one day.

    `complete` is False when the source left something out; sums must then say so. `version` is the
    source's own mark of this state.

    Raises:
        InconsistentLedger: an account occurs twice, or the currency is not the złoty.

    """

    as_of: datetime.date
    complete: bool
    accounts: tuple[Account, ...] = ()
    version: str = ""
    currency: str = field(default=CURRENCY)

    def __post_init__(self) -> None:
        refuse(self.currency != CURRENCY, "ledger", "another currency than PLN")
        refuse_twice((account.external_id for account in self.accounts), "account")
        refuse(
            any(account.as_of > self.as_of for account in self.accounts),
            "account",
            "its figures are later than the ledger's",
        )

    @property
    def balance(self) -> Decimal:
        """All that is owed, on all accounts."""
        return total(account.balance for account in self.accounts)

    @property
    def interest(self) -> Decimal:
        """The interest in the balance."""
        return total(account.interest for account in self.accounts)

    @property
    def reminder_cost(self) -> Decimal:
        """The reminder costs in the balance."""
        return total(account.reminder_cost for account in self.accounts)

    @property
    def overdue(self) -> tuple[Instalment, ...]:
        """All overdue instalments, the oldest first."""
        lines = (line for account in self.accounts for line in account.overdue)
        return tuple(sorted(lines, key=by_due_date))

    @property
    def overdue_amount(self) -> Decimal:
        """What is owed on overdue instalments, on all accounts."""
        return total(account.overdue_amount for account in self.accounts)

    @property
    def next_due(self) -> NextDue | None:
        """The nearest due date of all accounts, with all that falls on it; None: nothing."""
        found = (account.next_due for account in self.accounts)
        return next_due_of(line for due in found if due for line in due.instalments)

    def account(self, external_id: str) -> Account | None:
        """The account with the source's key, or None."""
        return next((a for a in self.accounts if a.external_id == external_id), None)
