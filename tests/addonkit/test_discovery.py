"""Which add-ons run, and that none can stop the site."""

import pytest

from cms.addonkit import discovery
from cms.addonkit.manifest import AddonConfig

DUES = {"dues": "addons.dues.apps.DuesConfig"}


class FromTheFuture(AddonConfig):
    requires_platform = ">=99"


@pytest.fixture(autouse=True)
def clean_report(monkeypatch):
    monkeypatch.setattr(discovery, "FAILED", {})
    monkeypatch.delenv("ADDONS_EXCLUDE", raising=False)
    monkeypatch.delenv("ADDONS_SAFE_MODE", raising=False)


def test_a_listed_addon_runs():
    assert discovery.discover(DUES) == ["addons.dues.apps.DuesConfig"]


def test_an_excluded_addon_does_not_run(monkeypatch):
    monkeypatch.setenv("ADDONS_EXCLUDE", "other,dues")

    assert discovery.discover(DUES) == []


def test_safe_mode_runs_none(monkeypatch):
    monkeypatch.setenv("ADDONS_SAFE_MODE", "1")

    assert discovery.discover(DUES) == []


def test_an_addon_that_cannot_be_imported_is_reported_and_left_out():
    with pytest.warns(RuntimeWarning, match="broken"):
        running = discovery.discover({"broken": "addons.nowhere.apps.Config", **DUES})

    assert running == ["addons.dues.apps.DuesConfig"]
    assert "ModuleNotFoundError" in discovery.FAILED["broken"]


def test_an_addon_for_another_platform_is_reported_and_left_out():
    with pytest.warns(RuntimeWarning, match="API"):
        running = discovery.discover({"future": f"{__name__}.FromTheFuture"})

    assert running == []
    assert ">=99" in discovery.FAILED["future"]
