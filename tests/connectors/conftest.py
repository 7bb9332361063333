"""A person, a municipality, and the test ledger's simulator, for the tests of connectors."""

import time

import pytest
from wagtail.models import Site

from cms.addonkit.people import Assurance, Pesel, Subject
from cms.connectors.deadline import Deadline
from cms.connectors.http import HttpClient
from cms.connectors.simulators.testing import running_simulators
from cms.connectors.soap import soap_service

from .ledger import BINDING, WSDL, LedgerSimulator
from .servers import server

SECONDS = 0.6
OVERSHOOT = 0.5


@pytest.fixture
def pesel():
    return Pesel("44051401359")


@pytest.fixture
def site(db):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def subject(site, pesel):
    return Subject(site_id=site.pk, assurance=Assurance.VERIFIED, name="Anna Nowak", pesel=pesel)


@pytest.fixture
def simulators(settings):
    with running_simulators({"ledger": LedgerSimulator()}) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        yield running


@pytest.fixture
def ask_server(settings):
    """Ask a server that the allow-list holds; the call may never outlast deadline + 0.5 s."""

    def call(running, *, seconds=SECONDS, method="GET", client=None, **options):
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        started = time.monotonic()
        try:
            return (client or HttpClient()).request(
                method, running.url, deadline=Deadline(seconds), **options
            )
        finally:
            assert time.monotonic() - started < seconds + OVERSHOOT

    return call


@pytest.fixture
def ask_ledger(settings):
    """Ask the test ledger's question of a server that a handler plays."""

    def call(handle, *, seconds=2.0, binding=BINDING, max_bytes=1_000_000, **arguments):
        with server(handle) as running:
            settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
            service = soap_service(
                WSDL,
                binding,
                running.url,
                deadline=Deadline(seconds),
                max_bytes=max_bytes,
                headers={"Authorization": "Basic eDp5"},
            )
            call.server = running
            return service.call("GetBalance", **(arguments or {"person": "x"}))

    return call
