"""A new key for the data, with `kill -9` in the middle and people who use the portal meanwhile.

500 rows in `make test`, 10,000 in `make verify`.
"""

import json
import re
import subprocess
import sys

import pytest

from tests.addonkit.rotation.values import NEW, OLD
from tools.portal import ROOT

from .conftest import MUNICIPALITY
from .processes import Installation

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

# A person has five rows with six values; columns are taken in the order of their names.
SIZES = [
    pytest.param((100, "mfa.Authenticator.data"), id="500 rows"),
    pytest.param(
        (2_000, "ratusz_files.PrivateFile.name"), id="10,000 rows", marks=pytest.mark.verify
    ),
]
LONGEST = 400  # seconds


# Of the module: the database is copied before a test has its transaction open.
@pytest.fixture(scope="module", params=SIZES)
def story(request, copied_database):
    """How many people have values, the column to be killed at, and the installation."""
    people, kill_at = request.param
    var, database = copied_database(f"rotation_{people}")
    installation = Installation(var, database=database, lease=60.0)
    installation.chosen["vault_keys"] = [NEW, OLD]
    installation.manage("shell", "--no-imports", "-c", MUNICIPALITY)
    return people, kill_at, installation


def run(installation, *arguments):
    """Let a process do it; gives what it saw."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.rotating", *map(str, arguments)],
        cwd=ROOT,
        env=installation.environment(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=LONGEST,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_a_rotation_killed_and_started_again_loses_nothing(story):
    people, kill_at, installation = story

    seen = run(installation, people, kill_at)

    assert seen["values"] == 6 * people
    assert 0 < seen["killed_after"] < seen["values"]
    assert seen["left"] == seen["values"] - seen["killed_after"]
    assert seen["code"] == 0, seen["said"]
    rewritten = int(re.search(r"Encrypted anew with key new: (\d+) values", seen["said"])[1])
    # Fewer than were left, by those that somebody wrote over: a value done is not done again.
    assert seen["left"] - seen["changed"] <= rewritten <= seen["left"]
    assert "may be removed: old." in seen["said"]
    assert min(seen["changed"], seen["added"]) > 0
    assert seen["columns_with_old"] == []
