"""The service: HTTP and SOAP 1.1, as strict as the contract says."""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from lxml import etree

from cms.connectors.simulators.state import State

from . import lies, writing
from .books import cards_of
from .writing import NAMESPACE, SOAP

CONTRACT = Path(__file__).parent.parent / "connectors" / "wsdl" / "dues.wsdl"
ACTION = f"{NAMESPACE}/GetLedger"
# The same variable that the portal's settings name; without it everybody may ask.
CREDENTIALS = "RATUSZ_DUES_SECRET"
PLACEHOLDER = "https://dues.example/"
MAX_REQUEST_BYTES = 100_000
XML_TYPE = "text/xml; charset=utf-8"

Answer = tuple[str, str, bytes]  # status, content type, body


class Rejected(Exception):
    """The request breaks the contract. `message` says how, as a helpful service would."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class DuesSystem:
    """`POST /dues/<municipality>/` asks; `GET /dues/<municipality>/?wsdl` gives the contract."""

    name = "dues"
    title = _("Tax and dues system")
    content_modes = lies.MODES

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        status, kind, body = self._answer(environ)
        headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        if status.startswith("401"):
            headers.append(("WWW-Authenticate", 'Basic realm="dues"'))
        start_response(status, headers)
        return [body]

    def _answer(self, environ: dict[str, Any]) -> Answer:
        municipality = environ["PATH_INFO"].strip("/")
        refusal = _refused(environ, municipality)
        if refusal is not None:
            return refusal
        count_request(municipality)
        try:
            pesel, request_id = _question(environ)
        except Rejected as error:
            return _fault("Client", error.message, "invalid_request", error.message)
        return _told(environ.get("ratusz.mode", "ok"), municipality, pesel, request_id)


def requests_so_far(municipality: str | None = None) -> int:
    """How many questions were asked, of one municipality or of all; for tests."""
    counts = State("dues").items("asked:")
    return sum(
        count for key, count in counts.items() if municipality in {None, key.partition(":")[2]}
    )


def count_request(municipality: str) -> None:
    """Remember that somebody asked."""
    State("dues").change(f"asked:{municipality}", lambda count: count + 1, 0)


def _told(mode: str, municipality: str, pesel: str, request_id: str) -> Answer:
    if mode == "fault":
        return _fault("Server", lies.SECRET, "internal", f"{lies.SECRET} for {pesel}")
    today = timezone.localdate()
    cards = cards_of(municipality, pesel, today) or []
    root = writing.answer(pesel, request_id, cards, today)
    return "200 OK", XML_TYPE, lies.told(mode, root)


def _refused(environ: dict[str, Any], municipality: str) -> Answer | None:
    """The answer to whatever is no question, or may not be asked; None: go on."""
    if cards_of(municipality, "", timezone.localdate()) is None:
        return _plain("404 Not Found", "No such municipality here.")
    if environ["REQUEST_METHOD"] == "GET" and environ["QUERY_STRING"].lower() == "wsdl":
        return "200 OK", XML_TYPE, _contract_at(environ)
    if environ["REQUEST_METHOD"] != "POST":
        return _plain("405 Method Not Allowed", "Ask with POST; the contract is at ?wsdl.")
    if not _may_ask(environ.get("HTTP_AUTHORIZATION", "")):
        return _plain("401 Unauthorized", "Credentials are needed.")
    if environ["CONTENT_TYPE"].partition(";")[0].strip().lower() != "text/xml":
        return _plain("415 Unsupported Media Type", "SOAP 1.1 travels as text/xml.")
    return None


def _may_ask(header: str) -> bool:
    expected = os.environ.get(CREDENTIALS, "")
    if not expected:
        return True
    scheme, _space, encoded = header.partition(" ")
    try:
        given = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return False
    return scheme.lower() == "basic" and hmac.compare_digest(given, expected.encode())


def _question(environ: dict[str, Any]) -> tuple[str, str]:
    """PESEL and request id of a valid request."""
    if environ.get("HTTP_SOAPACTION", "").strip().strip('"') != ACTION:
        raise Rejected(f'The header SOAPAction must be "{ACTION}".')
    body = environ["wsgi.input"].read(MAX_REQUEST_BYTES + 1)
    if len(body) > MAX_REQUEST_BYTES:
        raise Rejected("The request is too large.")
    question = _content(body)
    if not contract_schema().validate(question):
        raise Rejected("The request does not fit the contract's schema.")
    pesel = question.findtext(f"{{{NAMESPACE}}}payer/{{{NAMESPACE}}}pesel") or ""
    return pesel.strip(), (question.findtext(f"{{{NAMESPACE}}}requestId") or "").strip()


def _content(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        raise Rejected("The request is not well-formed XML.") from None
    information: Any = root.getroottree().docinfo
    if information.doctype:
        raise Rejected("A document type is not accepted.")
    bodies = root.findall(f"{{{SOAP}}}Body")
    if root.tag != f"{{{SOAP}}}Envelope" or len(bodies) != 1 or len(bodies[0]) != 1:
        raise Rejected("The request is not a SOAP 1.1 envelope with one body element.")
    content: etree._Element = bodies[0][0]
    if content.tag != f"{{{NAMESPACE}}}GetLedgerRequest":
        raise Rejected("The operation is not known.")
    return content


@lru_cache(maxsize=1)
def contract_schema() -> etree.XMLSchema:
    """The schema inside the contract."""
    contract = etree.parse(str(CONTRACT))
    schema: Any = contract.find(".//{http://www.w3.org/2001/XMLSchema}schema")
    return etree.XMLSchema(schema)


def _contract_at(environ: dict[str, Any]) -> bytes:
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    address = f"http://{host}{environ['SCRIPT_NAME']}{environ['PATH_INFO']}"
    escaped = address.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return CONTRACT.read_text(encoding="utf-8").replace(PLACEHOLDER, escaped).encode()


def _fault(side: str, text: str, code: str, message: str) -> Answer:
    """A Fault travels with the status 500, as SOAP 1.1 over HTTP says (section 6.2)."""
    return "500 Internal Server Error", XML_TYPE, writing.fault(side, text, code, message)


def _plain(status: str, words: str) -> Answer:
    return status, "text/plain; charset=utf-8", words.encode()
