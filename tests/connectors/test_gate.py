"""The allow-list, and the refusal to call inside a transaction."""

import pytest
from django.db import transaction

from cms.connectors.checks import check_outbound_hosts
from cms.connectors.errors import HostNotAllowed, OutboundInTransaction
from cms.connectors.gate import Permit, check_allowed, parse_address, refuse_in_transaction


@pytest.mark.parametrize(
    ("entry", "authority", "plain"),
    [
        ("finanse.example:443", "finanse.example:443", False),
        ("Finanse.Example:8443", "finanse.example:8443", False),
        ("http://10.0.0.5:80", "10.0.0.5:80", True),
        ("https://localhost:8100", "localhost:8100", False),
        ("localhost:8100", "localhost:8100", True),
        ("127.0.0.1:8100", "127.0.0.1:8100", True),
        ("[::1]:8100", "[::1]:8100", True),
    ],
)
def test_permit_reads_an_entry(entry, authority, plain):
    permit = Permit.parse(entry)

    assert (permit.authority, permit.plain) == (authority, plain)


@pytest.mark.parametrize(
    "entry", ["", "host", "host:", "host:0", "host:70000", "*:443", "ftp://host:21", "host:80/x"]
)
def test_permit_refuses_what_is_no_address(entry):
    with pytest.raises(ValueError, match="host:port"):
        Permit.parse(entry)


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("finanse.example:443", "https://finanse.example/soap"),
        ("finanse.example:443", "https://FINANSE.example:443/soap"),
        ("http://10.0.0.5:80", "http://10.0.0.5/"),
        ("http://10.0.0.5:443", "https://10.0.0.5/"),
        ("[::1]:8100", "http://[::1]:8100/"),
    ],
)
def test_check_allowed_lets_through_what_is_listed(settings, entry, url):
    settings.RATUSZ_OUTBOUND_HOSTS = [entry]

    check_allowed(parse_address(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://finanse.example:444/",
        "http://finanse.example:443/",  # TLS only
        "https://finanse.example.evil.example/",
        "https://evil.example/?finanse.example:443",
        "https://finanse.example.:443/",
        "http://169.254.169.254/latest/",
    ],
)
def test_check_allowed_refuses_the_rest(settings, url):
    settings.RATUSZ_OUTBOUND_HOSTS = ["finanse.example:443"]

    with pytest.raises(HostNotAllowed):
        check_allowed(parse_address(url))


def test_check_allowed_refuses_everything_when_nothing_is_listed(settings):
    settings.RATUSZ_OUTBOUND_HOSTS = []

    with pytest.raises(HostNotAllowed):
        check_allowed(parse_address("https://finanse.example/"))


def test_system_check_names_unreadable_and_unencrypted_entries(settings):
    settings.RATUSZ_OUTBOUND_HOSTS = ["oops", "http://10.0.0.5:80", "localhost:1", "a.example:443"]

    found = [message.id for message in check_outbound_hosts()]

    assert found == ["ratusz_connectors.E001", "ratusz_connectors.W001"]


@pytest.mark.django_db
def test_refuse_in_transaction_ignores_the_one_of_the_test_case():
    refuse_in_transaction()


@pytest.mark.django_db
def test_refuse_in_transaction_raises_in_an_atomic_block_inside_a_test_case():
    with transaction.atomic(), pytest.raises(OutboundInTransaction):
        refuse_in_transaction()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_refuse_in_transaction_raises_in_an_atomic_block():
    with transaction.atomic(), pytest.raises(OutboundInTransaction):
        refuse_in_transaction()
    refuse_in_transaction()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_refuse_in_transaction_raises_when_autocommit_is_off():
    transaction.set_autocommit(False)
    try:
        with pytest.raises(OutboundInTransaction):
            refuse_in_transaction()
    finally:
        transaction.rollback()
        transaction.set_autocommit(True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_request_opens_no_socket_inside_a_transaction(settings):
    from cms.connectors.deadline import Deadline
    from cms.connectors.http import HttpClient

    from .servers import answering, server

    with server(answering(b"")) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        with transaction.atomic(), pytest.raises(OutboundInTransaction):
            HttpClient().request("GET", running.url, deadline=Deadline(1))

    assert running.connections == 0
