"""The rules that all figures of a ledger keep, and the error that says they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from decimal import Decimal

ZERO = Decimal("0.00")
_PLACES = -2


class InconsistentLedger(ValueError):
    """The figures contradict each other, so none of them may be shown.

    Args:
        where: the kind of record at fault, never its content.
        detail: what does not fit, in our words.

    """

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(f"{where}: {detail}")
        self.where = where
        self.detail = detail


def refuse(wrong: bool, where: str, detail: str) -> None:
    """Raise `InconsistentLedger` when something is wrong."""
    if wrong:
        raise InconsistentLedger(where, detail)


def refuse_twice(keys: Iterable[Hashable], where: str) -> None:
    """Raise `InconsistentLedger` when a key occurs more than once."""
    refuse(any(count > 1 for count in Counter(keys).values()), where, "occurs twice")


def refuse_inexact(amounts: Iterable[Decimal], where: str) -> None:
    """Raise `InconsistentLedger` unless every amount is a whole number of grosze, zero or more."""
    for amount in amounts:
        exponent = amount.as_tuple().exponent
        refuse(not isinstance(exponent, int), where, "not a number")
        refuse(isinstance(exponent, int) and exponent < _PLACES, where, "a part of a grosz")
        refuse(amount.is_signed(), where, "an amount is negative")


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, with two places also when there is nothing to add."""
    return sum(amounts, ZERO)
