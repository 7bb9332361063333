"""A small source for these tests: connector and simulator, in the shape of an add-on's."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cms.connectors import parsing
from cms.connectors.base import Connector
from cms.connectors.errors import WrongData
from cms.connectors.snapshots import Codec
from cms.connectors.soap import soap_service

WSDL = Path(__file__).with_name("ledger.wsdl")
BINDING = "{urn:test:ledger}LedgerBinding"
SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
DTD = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@dataclass(frozen=True)
class Balance:
    amount: Decimal
    day: datetime.date


CODEC = Codec(
    dump=lambda balance: {"amount": str(balance.amount), "day": balance.day.isoformat()},
    load=lambda kept: Balance(
        parsing.decimal(kept["amount"], "amount"), parsing.date(kept["day"], "day")
    ),
    schema=3,
)


class LedgerSource(Connector):
    name = "test.ledger"
    title = "Test ledger"
    simulator = "simulator.app"
    seconds = 1.0

    def __init__(self, address):
        self.address = address

    def balance(self, person, deadline):
        service = soap_service(WSDL, BINDING, self.address, deadline=deadline)
        answer = service.call("GetBalance", person=person)
        if answer.text("person") != person:
            raise WrongData("person", "the answer is about somebody else")
        return Balance(
            amount=parsing.decimal(answer.text("balance"), "balance"),
            day=parsing.date(answer.text("day"), "day"),
        )


class LedgerSimulator:
    name = "ledger"
    title = "Ledger of the tests"
    content_modes = {
        "fault": "a SOAP Fault with secrets",
        "nan": "NaN for an amount",
        "wrong_person": "somebody else's data",
        "broken": "the simulator itself fails",
    }

    def __call__(self, environ, start_response):
        mode = environ["ratusz.mode"]
        body = environ["wsgi.input"].read()
        if mode == "broken":
            raise RuntimeError
        person = body.split(b"person>")[1].split(b"<")[0].decode()
        if mode == "fault":
            content = (
                "<s:Fault><faultcode>s:Server</faultcode>"
                "<faultstring>ORA-00942 secret@10.0.0.1</faultstring></s:Fault>"
            )
        else:
            content = (
                '<GetBalanceResponse xmlns="urn:test:ledger">'
                f"<balance>{'NaN' if mode == 'nan' else '390.00'}</balance><day>2020-11-10</day>"
                f"<person>{'somebody else' if mode == 'wrong_person' else person}</person>"
                "</GetBalanceResponse>"
            )
        answer = (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
            f"<s:Body>{content}</s:Body></s:Envelope>"
        )
        status = "500 Internal Server Error" if mode == "fault" else "200 OK"
        start_response(status, [("Content-Type", "text/xml; charset=utf-8")])
        return [answer.encode()]


def envelope(content, *, namespace=SOAP_11, before=""):
    """A SOAP envelope as bytes, around some content, after something that should not be there."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<s:Envelope xmlns:s="{namespace}"><s:Body>{content}</s:Body></s:Envelope>'
    ).encode()


def balance(inner="<balance>390.00</balance><day>2020-11-10</day>"):
    """The element that answers the ledger's question."""
    return f'<GetBalanceResponse xmlns="urn:test:ledger">{inner}</GetBalanceResponse>'
