"""Locked requirements: pinned with hashes, no host in them, and the three agree."""

import re

import pytest

from tests.architecture.repository import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==([^\s;\\]+)", re.MULTILINE | re.IGNORECASE)


def pins(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(PIN.findall(text))


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock_holds_no_host_and_no_option(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if "://" in line or line.startswith("--")] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_requirement_of_a_lock_is_pinned_with_a_hash(path):
    text = path.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=" not in entry] == []


@pytest.mark.parametrize("name", ["base", "production"])
def test_development_installs_the_versions_that_run(name):
    development = pins("dev")

    differing = {key: pin for key, pin in pins(name).items() if development.get(key) != pin}

    assert differing == {}
