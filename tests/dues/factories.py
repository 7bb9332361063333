"""Ledgers for tests: right ones by default, with whatever a test wants to be different."""

import datetime
import itertools
from decimal import Decimal

from addons.dues.domain import Account, Instalment, Kind, Ledger, Regime

DAY = datetime.date(2026, 6, 2)
_numbers = itertools.count(1)


def instalment(**values):
    """An unpaid instalment of 100.00 zł, due on 15 September 2026."""
    number = values.pop("number", next(_numbers) % 900 + 1)
    principal = values.pop("principal", Decimal("100.00"))
    paid = values.pop("paid", Decimal("0.00"))
    return Instalment(
        **{
            "external_id": f"line-{next(_numbers)}",
            "decision": "nakaz 2026 1",
            "year": 2026,
            "number": number,
            "due": datetime.date(2026, 9, 15),
            "principal": principal,
            "paid": paid,
            "remaining": values.pop("remaining", principal - paid),
            **values,
        }
    )


def account(*lines, **values):
    """A card with these instalments, whose balance is their sum."""
    return Account(
        **{
            "external_id": f"card-{next(_numbers)}",
            "number": "240000021",
            "name": "Podatek od nieruchomości",
            "kind": Kind.REAL_ESTATE_TAX,
            "regime": Regime.TAX_ORDINANCE,
            "as_of": DAY,
            "balance": sum((line.to_pay for line in lines), Decimal("0.00")),
            "instalments": lines,
            **values,
        }
    )


def ledger(*accounts, **values):
    """A whole ledger."""
    return Ledger(**{"as_of": DAY, "complete": True, "accounts": accounts, **values})
