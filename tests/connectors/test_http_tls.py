"""TLS: whom the HTTP client trusts."""

import ssl

import pytest

from cms.connectors.errors import Refused
from cms.connectors.http import HttpClient

from .certificates import server_context
from .servers import answering, server


def test_request_trusts_the_named_authority_when_tls_is_used(ask_server, tmp_path):
    context, authority = server_context(tmp_path)
    with server(answering(b"<ok/>"), tls=context) as running:
        answer = ask_server(running, client=HttpClient(ca_file=authority))

    assert answer.body == b"<ok/>"


def test_request_is_refused_when_the_certificate_is_unknown(ask_server, tmp_path):
    context, _ = server_context(tmp_path)
    with (
        server(answering(b"<ok/>"), tls=context) as running,
        pytest.raises(Refused, match="not trusted"),
    ):
        ask_server(running)

    assert running.requests == []


def test_request_is_refused_when_the_certificate_is_of_another_host(ask_server, tmp_path):
    context, authority = server_context(tmp_path, address="127.0.0.2")
    with (
        server(answering(b"<ok/>"), tls=context) as running,
        pytest.raises(Refused, match="not trusted"),
    ):
        ask_server(running, client=HttpClient(ca_file=authority))


def test_trust_checks_names_and_refuses_old_protocols():
    from cms.connectors.tls import trust

    context = trust("")

    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
