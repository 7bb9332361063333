"""SOAP against real sockets: the vendor's extras are tolerated, values come out untouched."""

import threading

import pytest

from cms.connectors import parsing
from cms.connectors.deadline import Deadline
from cms.connectors.errors import ConnectorError, NotConfigured, WrongData
from cms.connectors.soap import soap_service

from .ledger import BINDING, DTD, SOAP_12, WSDL, balance, envelope
from .servers import answering, server


def test_call_gives_the_raw_values_when_the_service_answers(ask_ledger):
    answer = ask_ledger(answering(envelope(balance())), person="Żółć & <co>")

    assert answer.name == "GetBalanceResponse"
    assert answer.text("balance") == "390.00"
    assert answer.text("day") == "2020-11-10"
    head, body = ask_ledger.server.requests[0]
    assert b'SOAPAction: "urn:test:GetBalance"' in head
    assert b"Authorization: Basic eDp5" in head
    assert "Żółć &amp; &lt;co&gt;".encode() in body


def test_call_speaks_soap_12_when_the_binding_does(ask_ledger):
    content = envelope(balance(), namespace=SOAP_12)

    answer = ask_ledger(answering(content), binding="{urn:test:ledger}LedgerBinding12")

    assert answer.text("balance") == "390.00"
    assert b"application/soap+xml" in ask_ledger.server.requests[0][0]


def test_call_gives_all_values_when_the_vendor_adds_elements(ask_ledger):
    inner = (
        "<news>1</news><balance>390.00</balance><x:balance xmlns:x='urn:other'>7</x:balance>"
        "<more><balance>5</balance></more><line><title>a</title><new/></line><day>2020-11-10</day>"
        "<line><extra/><title>b</title></line><last/>"
    )

    answer = ask_ledger(answering(envelope(balance(inner))))

    assert answer.text("balance") == "390.00"
    assert answer.text("day") == "2020-11-10"
    assert [line.text("title") for line in answer.children("line")] == ["a", "b"]


@pytest.mark.parametrize("value", ["NaN", "1E+400", "-0.00", "", "390,00", "INF"])
def test_call_hands_impossible_amounts_to_the_parser_untouched(ask_ledger, value):
    answer = ask_ledger(answering(envelope(balance(f"<balance>{value}</balance>"))))

    assert answer.text("balance") == value
    with pytest.raises(WrongData):
        parsing.decimal(answer.text("balance"), "balance")


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "", "2020-02-30"])
def test_call_hands_impossible_days_to_the_parser_untouched(ask_ledger, value):
    answer = ask_ledger(answering(envelope(balance(f"<day>{value}</day>"))))

    with pytest.raises(WrongData):
        parsing.date(answer.text("day"), "day")


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<balance>1.00</balance><balance>2.00</balance>",
        "<balance><amount>1.00</amount></balance>",
        '<balance xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>',
        "<x:balance xmlns:x='urn:other'>7</x:balance>",
    ],
)
def test_text_refuses_a_value_that_is_missing_repeated_or_no_value(ask_ledger, inner):
    answer = ask_ledger(answering(envelope(balance(inner))))

    with pytest.raises(WrongData, match=r"^balance: "):
        answer.text("balance")


def test_text_is_whole_when_a_comment_or_cdata_splits_it(ask_ledger):
    inner = "<balance>39<!-- x -->0<?y z?>.<![CDATA[00]]></balance>"

    assert ask_ledger(answering(envelope(balance(inner)))).text("balance") == "390.00"


@pytest.mark.parametrize("arguments", [{}, {"person": "a\x00b"}, {"nobody": "x"}])
def test_call_sends_nothing_when_the_arguments_do_not_fit(settings, arguments):
    with server(answering(envelope(balance()))) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        service = soap_service(WSDL, BINDING, running.url, deadline=Deadline(1))
        with pytest.raises(WrongData):
            service.call("GetBalance", **arguments)

    assert running.requests == []


def test_call_raises_wrong_data_when_the_operation_is_unknown(settings):
    service = soap_service(WSDL, BINDING, "http://127.0.0.1:1/", deadline=Deadline(1))

    with pytest.raises(WrongData):
        service.call("Nothing")


def test_soap_service_needs_configuration_when_the_binding_is_unknown():
    with pytest.raises(NotConfigured):
        soap_service(WSDL, "{urn:x}None", "http://127.0.0.1:1/", deadline=Deadline(1))


def test_soap_service_fetches_nothing_when_the_wsdl_imports_from_elsewhere(tmp_path, settings):
    with server(answering(b"<schema/>")) as elsewhere:
        settings.RATUSZ_OUTBOUND_HOSTS = [elsewhere.host]
        for number, location in enumerate(
            [elsewhere.url + "x.xsd", "file:///etc/hostname", "../outside.xsd"]
        ):
            copy = tmp_path / f"copy{number}" / "ledger.wsdl"
            copy.parent.mkdir()
            (tmp_path / "outside.xsd").write_text("<x/>")
            copy.write_text(
                WSDL.read_text().replace(
                    'elementFormDefault="qualified">',
                    'elementFormDefault="qualified">'
                    f'<xsd:import namespace="urn:o" schemaLocation="{location}"/>',
                )
            )
            with pytest.raises(NotConfigured):
                soap_service(copy, BINDING, elsewhere.url, deadline=Deadline(1))

    assert elsewhere.connections == 0


@pytest.mark.parametrize("content", [None, "no xml", DTD + "<a>&e;</a>", "<a/>"])
def test_soap_service_needs_configuration_when_the_wsdl_is_unusable(tmp_path, content):
    copy = tmp_path / "ledger.wsdl"
    if content:
        copy.write_text(content)

    with pytest.raises(NotConfigured):
        soap_service(copy, BINDING, "http://127.0.0.1:1/", deadline=Deadline(1))


def test_call_keeps_answers_apart_when_threads_share_the_wsdl(settings):
    def echo(running, connection):
        _, body = running.read_request(connection)
        person = body.split(b"person>")[1].split(b"<")[0].decode()
        content = envelope(balance(f"<balance>{person}</balance>"))
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(content) + content
        )

    wrong = []

    def one(number):
        try:
            service = soap_service(WSDL, BINDING, running.url, deadline=Deadline(10))
            if service.call("GetBalance", person=str(number)).text("balance") != str(number):
                wrong.append(number)
        except ConnectorError as error:
            wrong.append(error)

    with server(echo) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        threads = [threading.Thread(target=one, args=(number,)) for number in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []
