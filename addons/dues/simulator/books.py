"""The books that the simulator keeps: who owes what to which of the demo's municipalities.

Names and numbers are invented. Card 240000021 is the one of the portal's manual, to the grosz.
Amounts are whole grosze, as in the contract.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from .cards import Card, Line, Receipt

ANNA, MARIA, OLENA = "78031400122", "65110200243", "90072100461"
LONG_CARD_YEARS = 25
SATURDAY = 5


Book = dict[str, Callable[[datetime.date], list[Card]]]


def cards_of(municipality: str, pesel: str, today: datetime.date) -> list[Card] | None:
    """The cards of a payer; empty when there are none, None when there is no such municipality."""
    book = _BOOKS.get(municipality)
    if book is None:
        return None
    return book[pesel](today) if pesel in book else []


def _manual_card() -> Card:
    day = datetime.date
    decision = "nakaz 2020 12/24"
    rows = ((1, day(2020, 3, 16), 13100), (2, day(2020, 5, 15), 12900),
            (3, day(2020, 9, 15), 13100), (4, day(2020, 11, 16), 13000))  # fmt: skip
    lines = tuple(
        Line(
            f"240000021-2020-{number}", decision, 2020, number, due, amount, amount * (number == 1)
        )
        for number, due, amount in rows
    )
    return Card(
        id="240000021",
        number="240000021",
        name="Podatki od nieruchomości",
        kind="real_estate_tax",
        regime="tax_ordinance",
        as_of=day(2020, 11, 10),
        recipient=_PULAWY,
        object="Góra Puławska",
        decisions=(
            {
                "number": decision,
                "year": 2020,
                "issued": day(2020, 1, 27),
                "delivered": day(2020, 2, 11),
                "caseSign": "FN.3120.12.24.2020",
            },
        ),
        lines=lines,
        receipts=(
            Receipt(
                "W-2020-0312",
                day(2020, 3, 13),
                day(2020, 3, 12),
                13100,
                "online",
                (("240000021-2020-1", 13100),),
            ),
        ),
    )


def _waste_card(today: datetime.date) -> Card:
    """This year's waste fee, paid for the whole year in advance."""
    year, quarter = today.year, 6300
    decision = f"deklaracja {year}/417"
    dues = [_working_day(datetime.date(year, month, 20)) for month in (2, 5, 8, 11)]
    lines = tuple(
        Line(f"610004417-{year}-{number}", decision, year, number, due, quarter, quarter)
        for number, due in enumerate(dues, start=1)
    )
    paid_on = min(today, datetime.date(year, 1, 9))
    parts = tuple((line.id, quarter) for line in lines)
    return Card(
        id="610004417",
        number="610004417",
        name="Gospodarowanie odpadami",
        kind="waste_fee",
        regime="tax_ordinance",
        as_of=today,
        recipient=_PULAWY,
        object="3 osoby",
        decisions=({"number": decision, "year": year},),
        lines=lines,
        receipts=(Receipt(f"W-{year}-0109", paid_on, paid_on, 4 * quarter, "transfer", parts),),
    )


def _long_card(today: datetime.date) -> Card:
    """Five farms, a quarter of a century: 500 instalments, the last two of each farm unpaid."""
    lines = []
    for year in range(today.year - LONG_CARD_YEARS + 1, today.year + 1):
        for farm in range(1, 6):
            for number, month in enumerate((3, 5, 9, 11), start=1):
                paid = 4100 if year < today.year or number < 3 else 0  # noqa: PLR2004
                due = _working_day(datetime.date(year, month, 15))
                line_id = f"310000077-{year}-{farm}-{number}"
                decision = f"nakaz {year} {farm}/310"
                lines.append(Line(line_id, decision, year, number, due, 4100, paid))
    return Card(
        id="310000077",
        number="310000077",
        name="Łączne zobowiązanie pieniężne",
        kind="joint_tax",
        regime="tax_ordinance",
        as_of=today,
        recipient=_PULAWY,
        object="gospodarstwa w Gołębiu",
        lines=tuple(lines),
        receipts=tuple(
            Receipt(f"W-{line.id}", line.due, line.due, line.paid, "cash", ((line.id, line.paid),))
            for line in lines
            if line.paid and line.year == today.year
        ),
    )


def _eventful_card() -> Card:
    """A card on which something of everything has happened, on one fixed day."""
    day = datetime.date
    decisions = {2025: "nakaz 2025 58/1", 2026: "nakaz 2026 58/1"}

    def line(year: int, number: int, due: datetime.date, amount: int, **more: Any) -> Line:
        return Line(
            f"240000058-{year}-{number}", decisions[year], year, number, due, amount, **more
        )

    return Card(
        id="240000058",
        number="240000058",
        name="Podatek od nieruchomości",
        kind="real_estate_tax",
        regime="tax_ordinance",
        as_of=day(2026, 10, 1),
        recipient=_PULAWY,
        object="Gołąb, działka 214/3",
        decisions=tuple({"number": number, "year": year} for year, number in decisions.items()),
        lines=(
            line(2025, 1, day(2025, 3, 17), 40000, paid=40000),
            # 504 days at 13.5 to 10.5 per cent: 63.33, rounded to whole złote (art. 63)
            line(
                2025,
                2,
                day(2025, 5, 15),
                40000,
                interest=6300,
                reminder_cost=1600,
                enforcement=True,
            ),
            line(2025, 3, day(2025, 9, 15), 40000, state="remitted"),
            line(2025, 4, day(2025, 11, 17), 40000, paid=40000),
            line(2026, 1, day(2026, 3, 16), 41000, paid=10000, interest=1800),
            line(2026, 2, day(2026, 5, 15), 41000, state="in_booking"),
            line(
                2026, 3, day(2026, 9, 15), 41000, state="deferred", due_effective=day(2026, 12, 21)
            ),
            line(2026, 4, day(2026, 11, 16), 41000),
        ),
        receipts=(
            Receipt(
                "W-58-1",
                day(2025, 3, 14),
                day(2025, 3, 13),
                40000,
                "transfer",
                (("240000058-2025-1", 40000),),
            ),
            Receipt(
                "W-58-2",
                day(2025, 11, 14),
                day(2025, 11, 13),
                40000,
                "cash",
                (("240000058-2025-4", 40000),),
            ),
            Receipt(
                "W-58-3",
                day(2026, 7, 2),
                day(2026, 7, 1),
                10000,
                "enforcement",
                (("240000058-2026-1", 10000),),
            ),
        ),
        overpayments=(
            {"amount": 1200, "since": day(2026, 7, 2), "disposition": "Zaliczymy na kolejną ratę."},
        ),
    )


def _farm_card(today: datetime.date) -> Card:
    """The second municipality's only payer."""
    year = today.year
    return Card(
        id="R-77",
        number="770000015",
        name="Podatek rolny",
        kind="agricultural_tax",
        regime="tax_ordinance",
        as_of=today,
        recipient="Gmina Zalesie Nadrzeczne, Rynek 1, 00-999 Zalesie Nadrzeczne",
        object="Zalesie Dolne",
        lines=(
            Line(
                f"R-77-{year}-1",
                f"nakaz {year} 3/15",
                year,
                1,
                _working_day(datetime.date(year, 3, 15)),
                8800,
                8800,
            ),
            Line(
                f"R-77-{year}-4",
                f"nakaz {year} 3/15",
                year,
                4,
                _working_day(datetime.date(year, 12, 15)),
                8700,
            ),
        ),
    )


def _working_day(day: datetime.date) -> datetime.date:
    """The next day that is neither Saturday nor Sunday (art. 12 § 5 of the Tax Ordinance)."""
    while day.weekday() >= SATURDAY:
        day += datetime.timedelta(days=1)
    return day


_PULAWY = "Gmina Puławy, ul. Lipowa 4, 24-100 Puławy"

_BOOKS: dict[str, Book] = {
    "pulawy": {
        ANNA: lambda today: [_manual_card(), _waste_card(today)],
        MARIA: lambda today: [_long_card(today), _eventful_card()],
    },
    "zalesie": {OLENA: lambda today: [_farm_card(today)]},
}
