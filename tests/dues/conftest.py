"""The dues system's simulator on real sockets, a municipality that asks it, and its people."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Site

from addons.dues.connectors.ledger_source import Access
from addons.dues.models import DuesSettings
from addons.dues.simulator import app
from addons.dues.simulator.service import CREDENTIALS
from cms.addonkit.people import Assurance, Pesel, Subject
from cms.connectors.simulators.testing import running_simulators

ANNA, MARIA, OLENA, JAN = "78031400122", "65110200243", "90072100461", "84013000534"
SECRET = "portal:zażółć gęślą"


@pytest.fixture
def simulator(settings, monkeypatch):
    """The simulator, asking for the credentials that the portal has."""
    monkeypatch.setenv(CREDENTIALS, SECRET)
    with running_simulators({"dues": app}) as running:
        settings.RATUSZ_OUTBOUND_HOSTS = [running.host]
        yield running


@pytest.fixture
def access(simulator):
    return Access(f"{simulator.address}/dues/pulawy/", CREDENTIALS)


@pytest.fixture
def site(db):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def configured(site, access):
    """The municipality, whose settings name the simulator."""
    DuesSettings.objects.create(site=site, source_url=access.url, secret_name=access.secret_name)
    return site


@pytest.fixture
def person(db, site):
    """Make a confirmed person: `person(ANNA)`, of another municipality with `site=`."""

    def make(digits, site=site):
        user = get_user_model().objects.create_user(email=f"{digits}@example.org")
        return Subject(
            site_id=site.pk,
            user_id=user.pk,
            assurance=Assurance.VERIFIED,
            name="Anna Nowak",
            pesel=Pesel(digits),
        )

    return make


@pytest.fixture
def anna(person):
    return person(ANNA)
