"""Writing the contract's XML."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from lxml import etree

from .cards import Card, Line, Receipt

NAMESPACE = "urn:ratusz:dues:1"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"

Values = dict[str, Any]


def answer(
    pesel: str, request_id: str, cards: Iterable[Card], today: datetime.date
) -> etree._Element:
    """A correct `GetLedgerResponse`."""
    root = _element("GetLedgerResponse")
    _add(root, {"payer": {"pesel": pesel}, "requestId": request_id, "asOf": today})
    cards = list(cards)
    version = f"{today:%Y%m%d}-{sum(len(card.lines) + len(card.receipts) for card in cards)}"
    _add(root, {"complete": True, "version": version, "currency": "PLN"})
    for card in cards:
        _add(root, {"account": _account(card)})
    return root


def envelope(content: etree._Element) -> bytes:
    """A SOAP 1.1 message."""
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    etree.SubElement(root, f"{{{SOAP}}}Body").append(content)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def fault(side: str, text: str, code: str, message: str) -> bytes:
    """A SOAP 1.1 Fault.

    Args:
        side: whose fault it is, `Client` or `Server`.
        text: the `faultstring`.
        code: the contract's code.
        message: the contract's message.

    """
    root = etree.Element(f"{{{SOAP}}}Fault", nsmap={"soap": SOAP, "dues": NAMESPACE})
    etree.SubElement(root, "faultcode").text = f"soap:{side}"
    etree.SubElement(root, "faultstring").text = text
    detail = _element("DuesFault")
    _add(detail, {"code": code, "message": message})
    etree.SubElement(root, "detail").append(detail)
    return envelope(root)


def _account(card: Card) -> Values:
    return {
        "id": card.id,
        "number": card.number,
        "name": card.name,
        "kind": card.kind,
        "regime": card.regime,
        "asOf": card.as_of,
        "object": card.object or None,
        "bankAccount": card.bank_account if card.number.isdecimal() else None,
        "recipient": card.recipient,
        "balance": card.balance,
        "decision": list(card.decisions),
        "instalment": [_instalment(line, card.as_of) for line in card.lines],
        "payment": [_payment(receipt) for receipt in card.receipts],
        "overpayment": list(card.overpayments),
    }


def _instalment(line: Line, as_of: datetime.date) -> Values:
    return {
        "id": line.id,
        "decision": line.decision,
        "year": line.year,
        "number": line.number,
        "due": line.due,
        "dueEffective": line.due_effective,
        "principal": line.principal,
        "paid": line.paid,
        "remaining": line.remaining,
        "interest": {"amount": line.interest, "on": as_of},
        "reminderCost": line.reminder_cost,
        "enforcement": line.enforcement,
        "state": line.state,
    }


def _payment(receipt: Receipt) -> Values:
    return {
        "id": receipt.id,
        "booked": receipt.booked,
        "valueDate": receipt.value_date,
        "amount": receipt.amount,
        "source": receipt.source,
        "allocation": [
            {"instalment": line, "principal": amount, "interest": 0, "cost": 0}
            for line, amount in receipt.parts
        ],
    }


def _element(name: str) -> etree._Element:
    namespaces: Any = {None: NAMESPACE}
    return etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=namespaces)


def _add(parent: etree._Element, values: Values) -> None:
    """Append values in their order: a dict is an element with children, a list repeats its name."""
    for name, value in values.items():
        for item in value if isinstance(value, list) else [value]:
            if item is None:
                continue
            child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
            if isinstance(item, dict):
                _add(child, item)
            else:
                child.text = _text(item)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
