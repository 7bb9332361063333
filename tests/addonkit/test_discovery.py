"""Which add-ons run, and that none can stop the site."""

import uuid
from importlib import import_module
from importlib.metadata import EntryPoint

import pytest

import tests.sample
from cms.addonkit import discovery, hooks_of_addons, registry
from cms.addonkit.manifest import AddonConfig

from .conftest import block, stored
from .lifecycle import forget_blocks

DUES = {"dues": "addons.dues.apps.DuesConfig"}


class FromTheFuture(AddonConfig):
    requires_platform = ">=99"


class Impostor(AddonConfig):
    name, label, slug = "impostor", "impostor", "dues"


class SameLabel(AddonConfig):
    name, label, slug = "same_label", "ratusz_dues", "same"


@pytest.fixture(autouse=True)
def clean_report(monkeypatch):
    failed = {}
    for module in (discovery, registry):
        monkeypatch.setattr(module, "FAILED", failed)
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


@pytest.mark.parametrize(
    ("slug", "manifest", "taken"),
    [("dues", "Impostor", "slug 'dues'"), ("same", "SameLabel", "label 'ratusz_dues'")],
)
def test_an_addon_with_a_name_that_is_taken_is_reported_and_left_out(
    monkeypatch, slug, manifest, taken
):
    entry = EntryPoint(slug, f"{__name__}:{manifest}", discovery.GROUP)
    monkeypatch.setattr(discovery, "entry_points", lambda group: [entry])

    with pytest.warns(RuntimeWarning, match="already"):
        running = discovery.discover(DUES)

    assert running == ["addons.dues.apps.DuesConfig"]
    assert [taken in reason for reason in discovery.FAILED.values()] == [True]


def test_a_package_must_announce_the_slug_of_its_manifest(monkeypatch):
    entry = EntryPoint("other", f"{__name__}:SameLabel", discovery.GROUP)
    monkeypatch.setattr(discovery, "entry_points", lambda group: [entry])

    with pytest.warns(RuntimeWarning, match="differ"):
        assert discovery.discover({}) == []


@pytest.mark.django_db
def test_blocks_that_cannot_be_imported_leave_the_site_and_their_content(
    client, place, monkeypatch, installation
):
    from tests.sample.apps import SampleConfig

    page = place(block("public", text="sample text"), heading("Still here"))
    before = stored(page)
    monkeypatch.setattr(SampleConfig, "blocks", ("nowhere.Block",))
    forget_blocks()

    with pytest.warns(RuntimeWarning, match="nowhere"):
        text = client.get("/strona/").content.decode()

    assert "Still here" in text
    assert "sample text" not in text
    assert "nowhere" in discovery.FAILED["sample"]
    page.save_revision().publish()
    assert stored(page) == before


def heading(text):
    return {"type": "heading", "value": {"text": text, "level": "h2"}, "id": str(uuid.uuid4())}


@pytest.mark.parametrize("error", [RuntimeError("bad"), SystemExit(3)])
def test_an_addon_that_fails_when_it_is_ready_is_reported(error):
    class Failing(AddonConfig):
        name, label, slug = "tests.sample", "failing", "failing"

        def ready(self):
            raise error

    with pytest.warns(RuntimeWarning, match="failing"):
        Failing("tests.sample", tests.sample).ready()

    assert "failing" in discovery.FAILED


def test_a_part_of_the_platform_that_fails_is_not_hidden():
    class Platform(AddonConfig):
        name, label, slug, removable = "tests.sample", "platform", "platform", False

        def ready(self):
            raise RuntimeError("bad")

    with pytest.raises(RuntimeError):
        Platform("tests.sample", tests.sample).ready()


def test_hooks_that_cannot_be_imported_are_replaced_by_nothing(monkeypatch, tmp_path):
    package = tmp_path / "hookless"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "wagtail_hooks.py").write_text("1 / 0")
    monkeypatch.syspath_prepend(tmp_path)
    import hookless

    class Hookless(AddonConfig):
        name, label, slug = "hookless", "hookless", "hookless"

    monkeypatch.setattr(
        hooks_of_addons, "addons", lambda: {"hookless": Hookless("hookless", hookless)}
    )

    with pytest.warns(RuntimeWarning, match="ZeroDivisionError"):
        hooks_of_addons.import_hooks()

    assert not hasattr(import_module("hookless.wagtail_hooks"), "__file__")
