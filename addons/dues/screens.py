"""The domain as the templates show it: rows and sentences, no figures of its own."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import ngettext, pgettext

from cms.ui.formats import NBSP, date_words

from .amounts import total
from .domain import (
    Account,
    Instalment,
    InstalmentStatus,
    Ledger,
    NextDue,
    Overpayment,
    Payment,
    Regime,
    Show,
)
from .wording import paid_by, status_words

LATEST_PAYMENTS = 10
_NAMED_INSTALMENTS = 3
# The status of an account is the first of these that one of its instalments has.
_BY_URGENCY = (
    InstalmentStatus.IN_ENFORCEMENT,
    InstalmentStatus.OVERDUE,
    InstalmentStatus.TO_PAY,
    InstalmentStatus.IN_BOOKING,
    InstalmentStatus.DEFERRED,
)


@dataclass(frozen=True, slots=True)
class Status:
    """A pill: its word and its kind."""

    text: Any
    kind: str

    @classmethod
    def of(cls, status: InstalmentStatus) -> Status:
        """The pill for a status."""
        return cls(*status_words(status))


@dataclass(frozen=True, slots=True)
class BalanceBox:
    """The sum, and what of it is urgent. Amounts in PLN; the hints say which instalments."""

    amount: Decimal
    overdue: Decimal
    overdue_hint: str
    coming: Decimal
    coming_hint: str
    interest: Decimal
    reminder_cost: Decimal
    overpayments: tuple[Overpayment, ...]
    spares_interest: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether nothing is owed."""
        return self.amount == 0

    @property
    def has_note(self) -> bool:
        """Whether something is to be said below the sum."""
        return self.is_settled or bool(
            self.interest or self.reminder_cost or self.overpayments or self.spares_interest
        )


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the overview."""

    account: Account
    url: str
    status: Status


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """One instalment on its card."""

    line: Instalment
    status: Status


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment, with what it was for."""

    payment: Payment
    account: Account
    instalments: str
    source: Any


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that lists some of the instalments."""

    text: Any
    url: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """The last row of the instalments' table: the rows that are listed, together."""

    principal: Decimal
    interest: Decimal
    paid: Decimal
    to_pay: Decimal


def balance_of_ledger(ledger: Ledger) -> BalanceBox:
    """The balance of all accounts together."""
    debtors = [account for account in ledger.accounts if account.overdue]
    return BalanceBox(
        amount=ledger.balance,
        overdue=ledger.overdue_amount,
        overdue_hint=_overdue_hint(ledger.overdue, named=len(debtors) == 1),
        interest=ledger.interest,
        reminder_cost=ledger.reminder_cost,
        overpayments=tuple(o for account in ledger.accounts for o in account.overpayments),
        **_coming(ledger.next_due),
    )


def balance_of_account(account: Account) -> BalanceBox:
    """The balance of one card."""
    overdue = account.overdue_amount
    return BalanceBox(
        amount=account.balance,
        overdue=overdue,
        overdue_hint=_overdue_hint(account.overdue, named=True),
        interest=account.interest,
        reminder_cost=account.reminder_cost,
        overpayments=account.overpayments,
        spares_interest=bool(
            overdue and not account.interest and account.regime == Regime.TAX_ORDINANCE
        ),
        **_coming(account.next_due),
    )


def account_rows(ledger: Ledger, url_of: Callable[[Account], str]) -> list[AccountRow]:
    """The accounts: what is owed first, then by name."""
    ordered = sorted(ledger.accounts, key=lambda a: (a.balance == 0, a.name, a.number))
    return [AccountRow(account, url_of(account), account_status(account)) for account in ordered]


def account_status(account: Account) -> Status:
    """The most urgent status among an account's instalments; paid when nothing is owed."""
    if account.balance == 0:
        return Status.of(InstalmentStatus.PAID)
    found = {line.status(account.as_of) for line in account.instalments if line.to_pay}
    return Status.of(next(status for status in _BY_URGENCY if status in found))


def instalment_rows(lines: Iterable[Instalment], as_of: datetime.date) -> list[InstalmentRow]:
    """The instalments with their status on a day, in the order given."""
    return [InstalmentRow(line, Status.of(line.status(as_of))) for line in lines]


def sums(lines: Sequence[Instalment]) -> Sums:
    """What the listed instalments come to."""
    return Sums(
        principal=total(line.principal for line in lines),
        interest=total(line.interest for line in lines),
        paid=total(line.paid for line in lines),
        to_pay=total(line.to_pay for line in lines),
    )


def filters(account: Account, url: str, current: Show) -> list[Filter]:
    """The three filters of the manual, with how many instalments each lists."""
    texts = {
        Show.ALL: pgettext("dues filter", "All"),
        Show.PAID: pgettext("dues filter", "Paid"),
        Show.DUE: pgettext("dues filter", "To pay"),
    }
    return [
        Filter(
            text=text,
            url=f"{url}#instalments" if show == Show.ALL else f"{url}?show={show}#instalments",
            count=len(account.shown(show)),
            current=show == current,
        )
        for show, text in texts.items()
    ]


def payment_rows(accounts: Iterable[Account], most: int | None = None) -> list[PaymentRow]:
    """Payments of some accounts, the latest first."""
    pairs = [(payment, account) for account in accounts for payment in account.payments]
    pairs.sort(key=lambda pair: (pair[0].value_date, pair[0].external_id), reverse=True)
    numbers = {
        (account.external_id, line.external_id): _full_number(line)
        for account in accounts
        for line in account.instalments
    }
    return [
        PaymentRow(
            payment, account, _instalments_of(payment, account, numbers), paid_by(payment.source)
        )
        for payment, account in pairs[:most]
    ]


def grouped(bank_account: str) -> str:
    """A bank account number as people read it: `12 3456 7890 …`."""
    rest = bank_account[2:]
    return " ".join([bank_account[:2], *(rest[i : i + 4] for i in range(0, len(rest), 4))])


def _instalments_of(payment: Payment, account: Account, numbers: dict[tuple[str, str], str]) -> str:
    """Which instalments a payment was counted towards: `instalment 1/2020`; may be empty."""
    names = [numbers[account.external_id, part.instalment] for part in payment.allocations]
    if not names:
        return ""
    text = ngettext("instalment %(numbers)s", "instalments %(numbers)s", len(names))
    return text % {"numbers": get_text_list(names, pgettext("dues", "and"))}


def _overdue_hint(lines: Sequence[Instalment], *, named: bool) -> str:
    """Which instalments are overdue: their numbers where they are clear, else how many."""
    if not lines:
        return ""
    years = {line.year for line in lines}
    names = [str(line.number) if len(years) == 1 else _full_number(line) for line in lines]
    if named and len(set(names)) == len(names) <= _NAMED_INSTALMENTS:
        text = ngettext(
            "instalment %(numbers)s, due %(date)s",
            "instalments %(numbers)s, the oldest due %(date)s",
            len(lines),
        )
    else:
        text = ngettext(
            "%(count)s instalment, due %(date)s",
            "%(count)s instalments, the oldest due %(date)s",
            len(lines),
        )
    numbers = get_text_list(names, pgettext("dues", "and"))
    return text % {"count": len(lines), "numbers": numbers, "date": _unbroken(lines[0].due_date)}


def _full_number(line: Instalment) -> str:
    return f"{line.number}/{line.year}"


def _unbroken(day: datetime.date) -> str:
    """A day in words that stays on one line."""
    return date_words(day).replace(" ", NBSP)


def _coming(due: NextDue | None) -> dict[str, Any]:
    if due is None:
        return {"coming": Decimal(0), "coming_hint": ""}
    return {
        "coming": due.amount,
        "coming_hint": pgettext("dues", "by %(date)s") % {"date": _unbroken(due.due)},
    }
