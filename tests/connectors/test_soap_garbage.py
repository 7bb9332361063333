"""SOAP answers that are broken, hostile or about something else: refused, and in our words."""

import itertools
import logging
import time

import pytest

from cms.connectors.errors import Garbage, Refused, RemoteFault, TimedOut, TooLarge

from .ledger import BINDING, DTD, SOAP_11, SOAP_12, balance, envelope
from .servers import answering, sending


@pytest.mark.parametrize("namespace", [SOAP_11, SOAP_12])
@pytest.mark.parametrize("status", ["200 OK", "500 Internal Server Error"])
def test_call_hides_the_text_of_a_fault(ask_ledger, caplog, namespace, status):
    secret = "ORA-00942: secret@10.0.0.1 85010112349"
    fault = {
        SOAP_11: f"<s:Fault><faultcode>s:Server</faultcode><faultstring>{secret}</faultstring>"
        f"<detail><x>{secret}</x></detail></s:Fault>",
        SOAP_12: f"<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code>"
        f"<s:Reason><s:Text xml:lang='pl'>{secret}</s:Text></s:Reason></s:Fault>",
    }[namespace]
    binding = {SOAP_11: BINDING, SOAP_12: BINDING + "12"}[namespace]
    caplog.set_level(logging.DEBUG)

    with pytest.raises(RemoteFault) as caught:
        ask_ledger(answering(envelope(fault, namespace=namespace), status=status), binding=binding)

    assert caught.value.code in {"Server", "Receiver"}
    assert caught.value.__context__ is None
    shown = str(caught.value) + repr(caught.value.__dict__) + caplog.text
    assert "ORA" not in shown
    assert "secret" not in shown


@pytest.mark.parametrize("code", ["ORA-1 10.0.0.1", "s:" + "x" * 50, ""])
def test_call_drops_a_fault_code_that_is_no_plain_word(ask_ledger, code):
    fault = f"<s:Fault><faultcode>{code}</faultcode><faultstring>x</faultstring></s:Fault>"

    with pytest.raises(RemoteFault) as caught:
        ask_ledger(answering(envelope(fault)))
    assert caught.value.code == ""


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in itertools.pairwise("abcdefghi"))
    + "]>"
)
GARBAGE = {
    "html": b"<!doctype html><html><body>Przerwa<br></body></html>",
    "xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
    "nothing": b"",
    "no xml": b"\x00\xff\xfe garbage",
    "truncated": envelope(balance("<line><title>a</title></line>"))[:-40],
    "wrong encoding": envelope(balance("<line><title>ą</title></line>")).replace(
        "ą".encode(), b"\xb9"
    ),
    "xxe": envelope(balance("<balance>&e;</balance>"), before=DTD),
    "dtd only": envelope(balance(), before="<!DOCTYPE a>"),
    "laughs": envelope(balance("<balance>&i;</balance>"), before=LAUGHS),
    "laughs in attribute": envelope(balance("<balance x='&i;'>1</balance>"), before=LAUGHS),
    "dtd in utf-16": envelope(balance(), before="<!DOCTYPE a>")
    .decode()
    .replace("UTF-8", "UTF-16")
    .encode("utf-16"),
    "undeclared entity": envelope(balance("<balance>&nbsp;</balance>")),
    "deep": envelope(balance("<x>" * 5000 + "</x>" * 5000)),
    "another answer": envelope('<GetOtherResponse xmlns="urn:test:ledger"/>'),
    "another namespace": envelope('<GetBalanceResponse xmlns="urn:other"/>'),
    "empty body": envelope(""),
    "two answers": envelope(balance() + balance()),
    "other soap": envelope(balance(), namespace=SOAP_12),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_call_finds_garbage_when_the_answer_is_not_the_one(ask_ledger, name):
    started = time.monotonic()

    with pytest.raises(Garbage) as caught:
        ask_ledger(answering(GARBAGE[name]))
    assert time.monotonic() - started < 1.5
    assert caught.value.__context__ is None
    assert "Przerwa" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("500 Oops", RemoteFault),
        ("404 Not Found", RemoteFault),
        ("401 No", Refused),
        ("302 Found", Refused),
    ],
)
def test_call_goes_by_the_status_when_there_is_no_envelope(ask_ledger, status, error):
    with pytest.raises(error):
        ask_ledger(answering(GARBAGE["html"], status=status))


def test_call_is_cut_short_by_the_deadline(ask_ledger):
    def handle(running, connection):
        running.read_request(connection)
        running.drip(connection, b"HTTP/1.1 200 OK\r\n\r\n" + envelope(balance()))

    started = time.monotonic()
    with pytest.raises(TimedOut):
        ask_ledger(handle, seconds=0.5)
    assert time.monotonic() - started < 1.0


def test_call_stops_at_the_size_cap(ask_ledger):
    comment = envelope("<!--" + "x" * 60_000 + "-->" + balance())

    with pytest.raises(TooLarge):
        ask_ledger(answering(comment), max_bytes=50_000)


def test_call_finds_garbage_when_the_body_is_cut(ask_ledger):
    with pytest.raises(Garbage):
        ask_ledger(
            sending(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + envelope(balance()))
        )
