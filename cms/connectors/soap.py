"""SOAP: zeep writes the request from the WSDL, we read the answer.

zeep's own reading cannot be used at a border: strict, it fails on an element that a vendor added;
lenient, it repairs broken XML, so that a cut-off list looks like a short one. It lets `NaN` and
`1E+400` pass as money and puts the other side's Fault text into its exceptions. So an answer is
parsed by `xml.parse`, checked to be the answer to the question, and handed out as raw text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import xml
from .deadline import Deadline
from .errors import ConnectorError, Garbage, NotConfigured, RemoteFault, WrongData
from .http import MAX_BYTES, HttpAnswer, HttpClient

_FAULT_CODE = re.compile(r"[A-Za-z][A-Za-z0-9.]{0,39}")


class SoapService:
    """One address that speaks one binding of a WSDL, for the time of one deadline.

    Make it with `soap_service`.
    """

    def __init__(self, client: Any, proxy: Any) -> None:
        self._client = client
        self._proxy = proxy

    def call(self, operation: str, **arguments: Any) -> xml.Node:
        """Ask, and give the element inside the answer's Body.

        Args:
            operation: its name in the WSDL.
            **arguments: the input message's parts, as zeep takes them.

        Raises:
            RemoteFault: the answer is a Fault or a status of 400 and above.
            Garbage: it is not SOAP, or not the answer to this question.
            WrongData: the arguments do not fit the WSDL.
            ConnectorError: whatever else `HttpClient.request` raises.

        """
        answer = self._ask(operation, arguments)
        return self._read(operation, answer)

    def _ask(self, operation: str, arguments: Mapping[str, Any]) -> HttpAnswer:
        from zeep.exceptions import Error  # noqa: PLC0415, TID251 - heavy, and only here

        try:
            answer: HttpAnswer = self._proxy[operation](**arguments)
        except ConnectorError:
            raise
        except (Error, AttributeError, TypeError, ValueError):
            pass
        else:
            return answer
        raise WrongData("request", f"{operation} does not take these arguments")

    def _read(self, operation: str, answer: HttpAnswer) -> xml.Node:
        binding = self._proxy._binding
        envelope_namespace = binding.nsmap["soap-env"]
        try:
            envelope = xml.parse(answer.body)
        except Garbage:
            answer.raise_for_status()
            raise
        if (envelope.name, envelope.namespace) != ("Envelope", envelope_namespace):
            answer.raise_for_status()
            raise Garbage("the answer is not a SOAP envelope")
        content = envelope.child("Body").only_child()
        if (content.name, content.namespace) == ("Fault", envelope_namespace):
            raise RemoteFault("the system answered with a SOAP Fault", code=_fault_code(content))
        answer.raise_for_status()
        expected = _expected(binding.get(operation))
        if expected not in {None, f"{{{content.namespace}}}{content.name}"}:
            raise Garbage("the answer is not the one to this question")
        return content


def soap_service(
    wsdl: Path,
    binding: str,
    address: str,
    *,
    deadline: Deadline,
    max_bytes: int = MAX_BYTES,
    headers: Mapping[str, str] | None = None,
) -> SoapService:
    """A SOAP service, ready to be called until the deadline.

    Args:
        wsdl: a file of the add-on; it and what it imports must lie in one directory. Nothing is
            fetched, whatever the file says.
        binding: the binding's name in Clark notation, `{namespace}name`.
        address: where the service is; the WSDL's own address is ignored.
        deadline: the end of every call.
        max_bytes: the largest answer accepted.
        headers: further HTTP headers, for example credentials.

    Raises:
        NotConfigured: the WSDL cannot be read, or has no such binding.

    """
    from zeep import Client, Settings  # noqa: PLC0415, TID251 - 26 MiB, only for those who ask

    make: Any = Client
    client = make(
        _document(wsdl),
        transport=_transport(deadline, max_bytes, dict(headers or {})),
        settings=Settings(strict=True, raw_response=True),
    )
    try:
        proxy = client.create_service(binding, address)
    except ValueError:
        proxy = None
    if proxy is None:
        raise NotConfigured(f"the WSDL has no binding {binding}")
    return SoapService(client, proxy)


def _transport(deadline: Deadline, max_bytes: int, extra: Mapping[str, str]) -> Any:
    """What zeep sends with: our client, whose whole answer comes back unread."""
    from lxml.etree import tostring  # noqa: PLC0415

    class Transport:
        def post_xml(self, address: str, envelope: Any, headers: Mapping[str, str]) -> HttpAnswer:
            return HttpClient().request(
                "POST",
                address,
                deadline=deadline,
                max_bytes=max_bytes,
                headers={**extra, **headers},
                body=tostring(envelope, xml_declaration=True, encoding="utf-8"),
            )

    return Transport()


class _Files:
    """Gives zeep the files of one directory, and nothing else."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def load(self, location: str) -> bytes:
        path = Path(location).resolve()
        if "://" in location or self._directory not in path.parents:
            raise NotConfigured("the WSDL points outside of its directory")
        return path.read_bytes()


def _document(wsdl: Path) -> Any:
    return _parsed(str(wsdl.resolve()))


@lru_cache(maxsize=64)
def _parsed(path: str) -> Any:
    """The WSDL, parsed once a process: it takes longer than a call. Only read afterwards."""
    from lxml.etree import LxmlError  # noqa: PLC0415
    from zeep import Settings  # noqa: PLC0415, TID251
    from zeep.exceptions import Error  # noqa: PLC0415, TID251
    from zeep.wsdl import Document  # noqa: PLC0415, TID251

    make: Any = Document
    document = None
    try:
        document = make(
            path,
            _Files(Path(path).parent),
            settings=Settings(
                strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True
            ),
        )
    except (Error, LxmlError, OSError, ValueError) as error:
        problem = type(error).__name__
    if document is None:
        raise NotConfigured(f"the WSDL {Path(path).name} cannot be read ({problem})")
    return document


def _expected(operation: Any) -> str | None:
    """The name that the WSDL gives the answer's element, or None where it gives none (RPC)."""
    if operation.style != "document" or operation.output is None:
        return None
    return str(operation.output.body.qname)


def _fault_code(fault: xml.Node) -> str:
    """The local name of a Fault's code (SOAP 1.1, 1.2), if it is a plain word."""
    code = ""
    for path in (("faultcode",), ("Code", "Value")):
        node: xml.Node | None = fault
        for name in path:
            node = node.maybe(name) if node is not None else None
        if node is not None:
            code = node.value.strip().rpartition(":")[2]
    return code if _FAULT_CODE.fullmatch(code) else ""
