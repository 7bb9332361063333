"""A page with three blocks that ask three systems, each on a server of its own."""

import contextlib
import time

import pytest

from addons.dues.connectors.ledger_source import BINDING, WSDL
from addons.dues.models import DuesSettings
from addons.dues.simulator import app as dues_simulator
from addons.dues.simulator.service import CREDENTIALS
from cms.addonkit.switch import set_enabled
from cms.connectors.deadline import Deadline
from cms.connectors.simulators.testing import running_simulators
from cms.connectors.soap import soap_service
from tests.dues.conftest import ANNA, SECRET
from tests.dues.pages.conftest import sign_in, site  # noqa: F401 - fixtures
from tests.dues.pages.reading import block, publish, text_of

from . import source
from .library.connector import simulator as library_simulator
from .water.connector import simulator as water_simulator

STOPPED = "stopped"
LONGEST = 2.5  # seconds
SIMULATORS = {"dues": dues_simulator, "water": water_simulator, "library": library_simulator}
FIGURES = {"dues": "390,00 zł", "water": "Odczyt wodomierza: 17,50", "library": "Pan Tadeusz: 0,80"}
EMPTY = ("Nic do zapłaty", "You have none.")
SECRETS = ("ORA-", "10.0.0.1", "secret@", "44051401359")


class Outside:
    """The three systems."""

    def __init__(self, settings, municipality):
        self._settings, self._site = settings, municipality
        self._stack = contextlib.ExitStack()
        self._running = {}

    def start(self, name):
        """Run a system's simulator, and let the portal know where."""
        running = self._stack.enter_context(running_simulators({name: SIMULATORS[name]}))
        self._running[name] = running
        self._settings.RATUSZ_OUTBOUND_HOSTS = [one.host for one in self._running.values()]
        address = f"{running.address}/{name}/"
        if name == "dues":
            values = {"source_url": f"{address}pulawy/", "secret_name": CREDENTIALS}
            DuesSettings.objects.update_or_create(site=self._site, defaults=values)
        connector = {"water": "water.meter", "library": "library.loans"}.get(name)
        source.ADDRESSES[connector] = address

    def behave(self, name, mode="ok"):
        """Let one of them behave like this from now on."""
        if mode == STOPPED:
            self._running.pop(name).stop()
        elif name not in self._running:
            self.start(name)
        else:
            self._running[name].set_mode(name, mode)

    def close(self):
        self._stack.close()


@pytest.fixture(scope="session")
def wsdl_is_read():
    """A process reads the contract once, which takes longer than a call."""
    soap_service(WSDL, BINDING, "http://127.0.0.1:1/", deadline=Deadline(1))


@pytest.fixture
def outside(wsdl_is_read, settings, site, monkeypatch):  # noqa: F811
    monkeypatch.setenv(CREDENTIALS, SECRET)
    systems = Outside(settings, site)
    try:
        for name in SIMULATORS:
            systems.start(name)
        yield systems
    finally:
        systems.close()


@pytest.fixture
def look(outside, site, sign_in):  # noqa: F811
    """Anna's look at the page: its text, in time and without an error."""
    for slug in ("water", "library"):
        set_enabled(slug, site, enabled=True)
    body = [
        {**block("dues", intro=""), "type": "dues__dues"},
        {"type": "water__water", "value": {"url_prefix": ""}},
        {"type": "library__library", "value": {"url_prefix": ""}},
    ]
    publish(site.root_page.specific, "moje", *body)
    anna = sign_in(ANNA)

    def look():
        started = time.monotonic()
        response = anna.get("/moje/")
        took = time.monotonic() - started
        assert response.status_code == 200
        assert took < LONGEST, f"{took:.2f} s"
        shown = text_of(response)
        assert [text for text in (*EMPTY, *SECRETS) if text in shown] == []
        return shown

    return look
