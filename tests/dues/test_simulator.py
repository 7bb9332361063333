"""The simulator: as strict as the contract, so that a portal that passes here keeps to it."""

import base64
import http.client

import pytest
from django.utils import timezone
from lxml import etree

from addons.dues.simulator import writing
from addons.dues.simulator.books import ANNA, MARIA, OLENA, cards_of
from addons.dues.simulator.service import ACTION, CONTRACT, contract_schema, requests_so_far

from .conftest import SECRET

QUESTION = f"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<GetLedgerRequest xmlns="urn:ratusz:dues:1"><payer><pesel>{ANNA}</pesel></payer>
<requestId>test-1</requestId></GetLedgerRequest></s:Body></s:Envelope>"""
BASIC = f"Basic {base64.b64encode(SECRET.encode()).decode()}"
HEADERS = {
    "Authorization": BASIC,
    "Content-Type": "text/xml; charset=utf-8",
    "SOAPAction": f'"{ACTION}"',
}


@pytest.fixture
def send(simulator):
    """Send a request as it is, and give status and body."""

    def send(body=QUESTION, *, method="POST", path="/dues/pulawy/", **headers):
        changed = {name.replace("_", "-"): value for name, value in headers.items()}
        wanted = {**HEADERS, **changed}
        connection = http.client.HTTPConnection(simulator.host, timeout=5)
        connection.request(
            method, path, body=body.encode(), headers={k: v for k, v in wanted.items() if v}
        )
        answer = connection.getresponse()
        try:
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    return send


@pytest.mark.parametrize(
    ("municipality", "pesel"), [("pulawy", ANNA), ("pulawy", MARIA), ("zalesie", OLENA)]
)
def test_honest_answer_fits_the_contract(municipality, pesel):
    today = timezone.localdate()
    cards = cards_of(municipality, pesel, today)

    assert cards
    contract_schema().assertValid(writing.answer(pesel, "test-1", cards, today))


def test_empty_answer_fits_the_contract():
    contract_schema().assertValid(writing.answer(ANNA, "test-1", [], timezone.localdate()))


def test_right_question_is_answered_and_counted(send):
    before = requests_so_far("pulawy")

    status, body = send()

    assert status == 200
    assert "240000021" in body
    assert requests_so_far("pulawy") == before + 1
    assert requests_so_far("zalesie") == 0


def test_contract_is_served_with_the_address_of_this_service(send, simulator):
    status, body = send("", method="GET", path="/dues/zalesie/?wsdl")

    served = etree.fromstring(body.encode())
    address = served.find(".//{http://schemas.xmlsoap.org/wsdl/soap/}address")
    assert status == 200
    assert address.get("location") == f"{simulator.address}/dues/zalesie/"


def test_contract_is_a_file_that_anybody_can_read():
    contract = etree.parse(str(CONTRACT))

    assert etree.XMLSchema(contract.find(".//{http://www.w3.org/2001/XMLSchema}schema"))


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Authorization": ""}, 401),
        ({"Authorization": "Basic cG9ydGFsOndyb25n"}, 401),
        ({"Authorization": "Basic !"}, 401),
        ({"Authorization": BASIC.replace("Basic", "Bearer")}, 401),
        ({"Content_Type": "application/soap+xml"}, 415),
        ({"Content_Type": "application/json"}, 415),
        ({"SOAPAction": '"urn:other"'}, 500),
        ({"SOAPAction": ""}, 500),
        ({"method": "PUT"}, 405),
        ({"path": "/dues/elsewhere/"}, 404),
        ({"path": "/dues/"}, 404),
    ],
)
def test_request_outside_of_the_contract_is_turned_away(send, change, status):
    assert send(**change)[0] == status


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not XML",
        QUESTION.replace(ANNA, "1234"),
        QUESTION.replace("<requestId>test-1</requestId>", ""),
        QUESTION.replace("GetLedgerRequest", "GetEverything"),
        QUESTION.replace("urn:ratusz:dues:1", "urn:ratusz:dues:2"),
        QUESTION.replace("schemas.xmlsoap.org/soap", "www.w3.org/2003/05/soap"),
        f"<!DOCTYPE x>{QUESTION}",
        QUESTION.replace("test-1", "x" * 200_000),
    ],
    ids=range(9),
)
def test_question_that_breaks_the_contract_is_a_fault(send, body):
    status, answer = send(body)

    fault = etree.fromstring(answer.encode()).find(".//{urn:ratusz:dues:1}DuesFault")
    assert status == 500
    assert fault.findtext("{urn:ratusz:dues:1}code") == "invalid_request"
    contract_schema().assertValid(fault)
