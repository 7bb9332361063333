"""`manage.py addons`: list, doctor, resync, purge."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.addonkit import doctor
from cms.addonkit.models import AddonPlacement, AddonSwitch
from cms.addonkit.switch import set_enabled

from .conftest import block, columns, gone, stored
from .editor import draft

ROOT = Path(__file__).resolve().parents[2]


def addons(*arguments):
    out = io.StringIO()
    call_command("addons", *arguments, stdout=out)
    return out.getvalue()


# -- list ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_list_says_what_runs_where_and_what_has_no_code(place):
    place(block("public"), gone())

    lines = addons("list").splitlines()

    assert "sample  1.0.0  on for 1 site(s)  1 page(s)" in lines
    assert "missing  -  content without code  1 page(s)" in lines
    assert any(line.startswith("dues") and "on for 0 site(s)" in line for line in lines)


# -- purge -----------------------------------------------------------------------------------


@pytest.fixture
def used(site, place):
    """A page with blocks of two add-ons, in its versions too; one is off."""
    page = place(block("public"), columns(first=[block("file"), gone("other")]), gone())
    page.save_revision()
    set_enabled("sample", site, enabled=False)
    return page


@pytest.mark.django_db
def test_a_dry_run_counts_and_deletes_nothing(used):
    before = stored(used)

    said = addons("purge", "missing", "--dry-run")

    assert "Would be deleted:" in said
    assert "pages: 1" in said
    assert "versions: 2" in said
    assert (stored(used), draft(used)) == (before, before)


@pytest.mark.django_db
def test_purging_takes_the_blocks_from_pages_and_versions_and_leaves_the_others(used):
    said = addons("purge", "other", "--yes")

    assert "Deleted:" in said
    assert "its tables, if it has any, stay" in said
    for content in (stored(used), draft(used)):
        assert [item["type"] for item in content] == ["sample__public", "columns", "missing__table"]
        assert [item["type"] for item in content[1]["value"]["first"]] == ["sample__file"]
    assert not AddonPlacement.objects.filter(slug="other").exists()


@pytest.mark.django_db
def test_an_addon_that_is_on_cannot_be_purged(site, used):
    set_enabled("sample", site, enabled=True)

    with pytest.raises(CommandError, match="Switch it off"):
        addons("purge", "sample", "--yes")

    assert AddonSwitch.objects.filter(slug="sample").exists()


@pytest.mark.django_db
def test_a_part_of_the_platform_cannot_be_purged(db):
    with pytest.raises(CommandError, match="part of the platform"):
        addons("purge", "dashboard", "--yes")


@pytest.mark.django_db
def test_a_purge_must_say_whether_it_means_it(db):
    with pytest.raises(CommandError):
        addons("purge", "missing")


# -- resync ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_resync_indexes_what_was_changed_behind_the_platforms_back(place):
    page = place(block("public"), gone())
    AddonPlacement.objects.all().delete()

    said = addons("resync")

    assert "corrected on 1 page(s)" in said
    assert set(AddonPlacement.objects.values_list("slug", flat=True)) == {"sample", "missing"}
    assert "corrected on 0 page(s)" in addons("resync")
    assert Page.objects.filter(pk=page.pk).exists()


# -- doctor ----------------------------------------------------------------------------------


@pytest.fixture
def doctor_of(tmp_path, monkeypatch):
    """The doctor of an installation whose in-tree add-ons are written by the test."""

    def examine(seconds=60, **sources):
        listed = {}
        for slug, files in sources.items():
            package = tmp_path / f"ill_{slug}"
            package.mkdir()
            (package / "__init__.py").write_text("")
            for name, text in files.items():
                (package / f"{name}.py").write_text(text)
            (package / "apps.py").write_text(
                files.get("apps")
                or "from cms.addonkit.manifest import AddonConfig\n"
                f"class Config(AddonConfig):\n    name = 'ill_{slug}'\n    label = 'ill_{slug}'\n"
                f"    slug = '{slug}'\n    title = 'Ill'\n    blocks = ('blocks.Block',)\n"
            )
            listed[slug] = f"ill_{slug}.apps.Config"
        (tmp_path / "ill_settings.py").write_text(
            "from cms.settings.test import *\nfrom cms.settings.base import INTREE_ADDONS\n"
            "from cms.addonkit.discovery import discover\n"
            f"INTREE_ADDONS = {listed!r}\n"
            "INSTALLED_APPS = [*discover(INTREE_ADDONS), *INSTALLED_APPS]\n"
        )
        monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "ill_settings")
        monkeypatch.chdir(ROOT)
        said = []
        return doctor.main(said.append, seconds), "\n".join(said)

    return examine


BLOCK = """
from cms.addonkit.blocks import AddonBlock
class Block(AddonBlock):
    block_name = "one"
    class Meta:
        icon = "cog"
        label = "One"
        description = "One."
"""


def test_the_doctor_names_what_is_wrong_with_each_addon(doctor_of):
    code, said = doctor_of(
        good={"blocks": BLOCK},
        blocks={"blocks": "import nowhere_at_all"},
        models={"blocks": BLOCK, "models": "raise SystemExit(3)"},
    )

    assert code == doctor.ADDON_ILL
    assert "good: well" in said
    assert "blocks: ill" in said
    assert "nowhere_at_all" in said
    assert "models: ill" in said
    assert "SystemExit: 3" in said


@pytest.mark.verify
def test_the_doctor_finds_an_addon_that_hangs_the_process(doctor_of):
    code, said = doctor_of(
        20, hanging={"apps": "import time\nif True:\n    time.sleep(60)\n", "blocks": BLOCK}
    )

    assert code == doctor.ADDON_ILL
    assert "did not start within 20 seconds" in said


@pytest.mark.verify
def test_the_doctor_says_when_the_site_itself_does_not_start(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "settings_that_are_not_there")
    done = subprocess.run(
        [sys.executable, "manage.py", "addons", "doctor"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == doctor.SITE_ILL
    assert "does not start even without add-ons" in done.stdout
