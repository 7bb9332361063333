"""What connectors declare: checked for ours, and the check sees what is missing."""

import re

import pytest

from cms.addonkit.registry import addons
from cms.connectors import checks
from cms.connectors.base import Connector
from cms.connectors.registry import declared as registered
from cms.connectors.simulators.catalogue import MAIL_SERVER, installed
from cms.connectors.simulators.misbehave import TRANSPORT_MODES


class Good(Connector):
    name, title, simulator = "sample.source", "Source", "simulator.app"


def declared(monkeypatch, *classes):
    monkeypatch.setattr(type(addons()["sample"]), "connector_classes", lambda _self: classes)
    return [message.msg for message in checks.check_declarations()]


def test_the_connectors_of_the_running_add_ons_declare_what_they_must():
    assert list(checks.check_declarations()) == []


def test_every_connector_has_a_simulator_that_can_be_run():
    names = {one.name for one in installed()}

    simulators = {(one.owner, one.connector.simulator) for one in registered()}
    assert len(names) >= len({pair for pair in simulators if pair[1] != MAIL_SERVER})


def test_simulators_have_titles_and_describe_modes_of_their_own():
    for one in installed():
        assert str(one.title)
        assert not set(one.app.content_modes) & set(TRANSPORT_MODES)
        for mode, description in one.modes.items():
            assert re.fullmatch(r"[a-z0-9_]+", mode)
            assert str(description)


def test_check_is_content_with_a_good_connector(monkeypatch):
    assert declared(monkeypatch, Good) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": "other.source"}, "name that starts with sample."),
        ({"name": ""}, "name that starts with sample."),
        ({"title": ""}, "no title"),
        ({"simulator": ""}, "no simulator"),
        ({"seconds": 0}, "no time"),
    ],
)
def test_check_names_what_is_missing(monkeypatch, fields, problem):
    problems = declared(monkeypatch, type("Bad", (Good,), fields))

    assert len(problems) == 1
    assert problem in problems[0]


def test_check_finds_two_connectors_of_one_name(monkeypatch):
    problems = declared(monkeypatch, Good, type("Twin", (Good,), {}))

    assert "has the name of Good" in problems[0]


def test_check_finds_what_is_no_connector(monkeypatch):
    assert "is not a cms.connectors.base.Connector" in declared(monkeypatch, object)[0]


def test_connector_without_a_check_says_so():
    with pytest.raises(NotImplementedError):
        Good().check(None)
