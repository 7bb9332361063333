"""docs/addons.md says what is: the example is the sample's files, the names are the public ones."""

import re
from pathlib import Path

import pytest

import cms.addonkit
from cms.addonkit.manifest import AddonConfig

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(__file__).parent / "waste"
PAGE = (ROOT / "docs" / "addons.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^`([\w/.]+)`\n\n```\w+\n(.*?)\n```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("path", "text"), EXAMPLE.findall(PAGE), ids=lambda each: each[:40])
def test_example_is_the_file_that_is_built_and_installed(path, text):
    assert text == (SAMPLE / path).read_text(encoding="utf-8").rstrip()


def test_example_shows_manifest_blocks_template_and_packaging():
    assert [Path(path).name for path, _text in EXAMPLE.findall(PAGE)] == [
        "pyproject.toml",
        "apps.py",
        "blocks.py",
        "calendar.html",
    ]


def test_every_public_name_is_explained_and_there_are_at_most_twelve():
    table = PAGE.split("## The public names")[1].split("\n## ")[0]
    explained = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)

    assert sorted(explained) == sorted(cms.addonkit.__all__)
    assert len(explained) <= 12


def test_everything_a_manifest_can_declare_is_explained():
    table = PAGE.split("## What a manifest declares")[1].split("\n## ")[0]
    own = {name for name, value in vars(AddonConfig).items() if not callable(value)}
    declared = {name for name in own if not name.startswith("_")} - {"default"}

    assert {name for name in declared if f"`{name}`" not in table} == set()
