"""Sample figures for editors: the previews never show a resident's."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.connectors.results import Fresh

from .domain import (
    Account,
    Allocation,
    Instalment,
    Kind,
    Ledger,
    Payment,
    PaymentSource,
    Regime,
)
from .services import Overview, OwnCard

_CARD = "sample"


def overview() -> Fresh[Overview]:
    """A made-up person's overview, as of this year."""
    ledger = _ledger(timezone.localdate().year)
    return Fresh(Overview(ledger, {_CARD: _CARD}), timezone.now())


def card() -> Fresh[OwnCard]:
    """A made-up card, as of this year."""
    ledger = _ledger(timezone.localdate().year)
    return Fresh(OwnCard(ledger.accounts[0], ledger), timezone.now())


def _ledger(year: int) -> Ledger:
    as_of = datetime.date(year, 6, 2)
    lines = tuple(
        _instalment(number, datetime.date(year, month, 15), paid=number == 1)
        for number, month in enumerate((3, 5, 9, 11), start=1)
    )
    paid = Payment(
        external_id="sample-payment",
        booked=datetime.date(year, 3, 13),
        value_date=datetime.date(year, 3, 12),
        amount=lines[0].principal,
        source=PaymentSource.TRANSFER,
        allocations=(Allocation(lines[0].external_id, principal=lines[0].principal),),
    )
    account = Account(
        external_id=_CARD,
        number="000000000",
        name=_("Sample tax"),
        kind=Kind.REAL_ESTATE_TAX,
        regime=Regime.TAX_ORDINANCE,
        as_of=as_of,
        balance=Decimal("300.00"),
        instalments=lines,
        payments=(paid,),
        object_name=_("a sample plot"),
        recipient=_("Sample municipality"),
    )
    return Ledger(as_of=as_of, complete=True, accounts=(account,), version="sample")


def _instalment(number: int, due: datetime.date, *, paid: bool) -> Instalment:
    amount = Decimal("100.00")
    return Instalment(
        external_id=f"sample-{number}",
        decision=_("sample decision"),
        year=due.year,
        number=number,
        due=due,
        principal=amount,
        paid=amount if paid else Decimal("0.00"),
        remaining=Decimal("0.00") if paid else amount,
    )
