"""Reading the answer of `GetLedger`: every value is judged here, none is guessed.

Elements that the contract does not know are ignored. Values that it does not know are read as
"other" where nothing depends on them (the kind of an account, the way a payment came) and refused
where something does (the law, the state of an instalment).
"""

from __future__ import annotations

import datetime
import enum
from decimal import Decimal
from typing import TypeVar

from addons.dues.domain import (
    Account,
    Allocation,
    Decision,
    InconsistentLedger,
    Instalment,
    Kind,
    Ledger,
    Overpayment,
    Payment,
    PaymentSource,
    Regime,
    State,
)
from cms.addonkit.people import Pesel
from cms.connectors import parsing
from cms.connectors.errors import WrongData
from cms.connectors.xml import Node

MAX_ROWS = 10_000
"""Instalments and payments of one payer together: more is no answer but an accident."""

LONGEST_LINE = 300
MOST_INSTALMENTS_A_YEAR = 999

Word = TypeVar("Word", bound=enum.StrEnum)


def ledger_of(answer: Node, pesel: Pesel, request_id: str) -> Ledger:
    """The ledger in an answer.

    Args:
        answer: the element `GetLedgerResponse`.
        pesel: whose ledger was asked for.
        request_id: the mark of our request, which the answer repeats.

    Raises:
        WrongData: the answer is to another question or about somebody else, a value cannot be
            read, or the figures contradict each other.

    """
    if answer.child("payer").text("pesel").strip() != pesel.reveal():
        raise WrongData("pesel", "the answer is about somebody else")
    if answer.text("requestId").strip() != request_id:
        raise WrongData("requestId", "the answer is to another question")
    nodes = answer.children("account", most=MAX_ROWS)
    _refuse_too_many(nodes)
    try:
        return Ledger(
            as_of=parsing.date(answer.text("asOf"), "asOf"),
            complete=parsing.boolean(answer.text("complete"), "complete"),
            version=parsing.identifier(answer.text("version"), "version"),
            currency=answer.text("currency").strip(),
            accounts=tuple(_account(node) for node in nodes),
        )
    except InconsistentLedger as error:
        raise WrongData(error.where, error.detail) from None


def _refuse_too_many(accounts: list[Node]) -> None:
    rows = sum(
        len(account.children(name, most=MAX_ROWS))
        for account in accounts
        for name in ("instalment", "payment")
    )
    if rows > MAX_ROWS:
        raise WrongData("account", f"more than {MAX_ROWS} rows")


def _account(node: Node) -> Account:
    return Account(
        external_id=parsing.identifier(node.text("id"), "account.id"),
        number=_line(node, "number"),
        name=_line(node, "name"),
        kind=_known(Kind, node.text("kind"), Kind.OTHER),
        regime=_word(Regime, node.text("regime"), "regime"),
        as_of=parsing.date(node.text("asOf"), "account.asOf"),
        object_name=_optional_line(node, "object"),
        bank_account=_bank_account(node.optional("bankAccount")),
        recipient=_optional_line(node, "recipient"),
        balance=_grosze(node, "balance"),
        decisions=tuple(_decision(child) for child in node.children("decision")),
        instalments=tuple(_instalment(child) for child in node.children("instalment")),
        payments=tuple(_payment(child) for child in node.children("payment")),
        overpayments=tuple(_overpayment(child) for child in node.children("overpayment")),
    )


def _decision(node: Node) -> Decision:
    return Decision(
        number=_line(node, "number"),
        year=_year(node),
        issued=_optional_day(node, "issued"),
        delivered=_optional_day(node, "delivered"),
        case_sign=_optional_line(node, "caseSign"),
    )


def _instalment(node: Node) -> Instalment:
    interest = node.child("interest")
    return Instalment(
        external_id=parsing.identifier(node.text("id"), "instalment.id"),
        decision=_line(node, "decision"),
        year=_year(node),
        number=parsing.integer(
            node.text("number"), "number", least=1, most=MOST_INSTALMENTS_A_YEAR
        ),
        due=parsing.date(node.text("due"), "due"),
        due_effective=_optional_day(node, "dueEffective"),
        principal=_grosze(node, "principal"),
        paid=_grosze(node, "paid"),
        remaining=_grosze(node, "remaining"),
        interest=_grosze(interest, "amount"),
        interest_on=parsing.date(interest.text("on"), "interest.on"),
        reminder_cost=_grosze(node, "reminderCost"),
        in_enforcement=parsing.boolean(node.text("enforcement"), "enforcement"),
        state=_word(State, node.text("state"), "state"),
    )


def _payment(node: Node) -> Payment:
    return Payment(
        external_id=parsing.identifier(node.text("id"), "payment.id"),
        booked=parsing.date(node.text("booked"), "booked"),
        value_date=parsing.date(node.text("valueDate"), "valueDate"),
        amount=_grosze(node, "amount"),
        source=_known(PaymentSource, node.text("source"), PaymentSource.OTHER),
        allocations=tuple(_allocation(child) for child in node.children("allocation")),
    )


def _allocation(node: Node) -> Allocation:
    return Allocation(
        instalment=parsing.identifier(node.text("instalment"), "allocation.instalment"),
        principal=_grosze(node, "principal"),
        interest=_grosze(node, "interest"),
        cost=_grosze(node, "cost"),
    )


def _overpayment(node: Node) -> Overpayment:
    return Overpayment(
        amount=_grosze(node, "amount"),
        since=parsing.date(node.text("since"), "since"),
        disposition=_optional_line(node, "disposition"),
    )


def _grosze(node: Node, name: str) -> Decimal:
    return parsing.grosze_to_pln(node.text(name), name)


def _line(node: Node, name: str) -> str:
    return parsing.text(node.text(name), name, longest=LONGEST_LINE)


def _optional_line(node: Node, name: str) -> str:
    return parsing.text(node.optional(name), name, longest=LONGEST_LINE, empty=True)


def _optional_day(node: Node, name: str) -> datetime.date | None:
    value = node.optional(name)
    return None if value is None else parsing.date(value, name)


def _year(node: Node) -> int:
    return parsing.integer(
        node.text("year"), "year", least=parsing.FIRST_YEAR, most=parsing.LAST_YEAR
    )


def _bank_account(value: str | None) -> str:
    """An NRB whose check digits are right: a mistyped one would send money to a stranger."""
    if value is None:
        return ""
    number = value.strip()
    if len(number) != 26 or not (number.isascii() and number.isdecimal()):  # noqa: PLR2004
        raise WrongData("bankAccount", "not a bank account number")
    # ISO 13616: country and check digits move to the end, letters become numbers (PL is 2521).
    if int(f"{number[2:]}2521{number[:2]}") % 97 != 1:
        raise WrongData("bankAccount", "its check digits are wrong")
    return number


def _word(words: type[Word], value: str, field: str) -> Word:
    try:
        return words(value.strip())
    except ValueError:
        raise WrongData(field, "not a word of the contract") from None


def _known(words: type[Word], value: str, otherwise: Word) -> Word:
    return words(value.strip()) if value.strip() in set(words) else otherwise
