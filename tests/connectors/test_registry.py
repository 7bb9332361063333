"""Which connectors there are, whoever declares them."""

import pytest
from django.apps import apps
from wagtail.models import Site

from cms.addonkit.registry import addons
from cms.addonkit.switch import set_enabled
from cms.connectors import checks
from cms.connectors.base import Connector
from cms.connectors.registry import connector_of, declared, working_for


class Mail(Connector):
    name, title, simulator = "theme.mail", "Mail server", "simulator.app"


class Sample(Connector):
    name, title, simulator = "sample.source", "Source", "simulator.app"


@pytest.fixture
def platform_mail(monkeypatch):
    """A connector of an app that is no add-on."""
    theme = apps.get_app_config("ratusz_theme")
    monkeypatch.setattr("cms.theme.apps.Mail", Mail, raising=False)
    monkeypatch.setattr(theme, "connectors", ("apps.Mail",), raising=False)


@pytest.fixture
def sample_source(monkeypatch):
    monkeypatch.setattr(type(addons()["sample"]), "connector_classes", lambda _self: [Sample])


def test_connectors_of_add_ons_and_of_the_platform_are_there(platform_mail, sample_source):
    found = {one.name: (one.owner, one.switched) for one in declared()}

    assert found["dues.ledger"] == ("dues", True)
    assert found["sample.source"] == ("sample", True)
    assert found["theme.mail"] == ("theme", False)
    assert list(checks.check_declarations()) == []


def test_connector_is_found_by_its_name():
    assert str(connector_of("dues.ledger").connector.__name__) == "LedgerSource"
    assert connector_of("dues.nothing") is None


@pytest.mark.django_db
def test_municipality_has_the_connectors_of_its_add_ons_and_of_the_platform(
    platform_mail, sample_source
):
    site = Site.objects.get()
    set_enabled("sample", site, enabled=False)
    set_enabled("dues", site, enabled=True)

    names = {one.name for one in working_for(site)}
    assert names >= {"dues.ledger", "theme.mail"}
    assert "sample.source" not in names


def test_connector_that_cannot_be_loaded_does_not_take_the_others_along(monkeypatch, caplog):
    monkeypatch.setattr(addons()["sample"], "connectors", ("nowhere.Source",))

    assert "dues.ledger" in {one.name for one in declared()}
    assert "the connectors of sample cannot be loaded" in caplog.text


def test_what_is_no_connector_is_left_out(monkeypatch):
    monkeypatch.setattr(type(addons()["sample"]), "connector_classes", lambda _self: [object])

    assert all(issubclass(one.connector, Connector) for one in declared())
