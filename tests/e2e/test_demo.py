"""`make demo`: a second start is quick, changes nothing, and stops clean."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tools.demo import port_problem
from tools.portal import ROOT, free_ports

LONGEST_SECOND_START = 20  # seconds until the portal answers
# What changes by itself while the portal runs: who visits it, and what runs by the clock.
OF_VISITS = {"django_session", "ratusz_connectors_schedulestate"}


def test_second_preparation_changes_no_row(portal):
    before = portal.checksum(OF_VISITS)

    portal.prepare()

    after = portal.checksum(OF_VISITS)
    assert [name for name in before if before[name] != after[name]] == []
    assert list(before) == list(after)


@pytest.fixture
def copy(portal, tmp_path):
    """The environment of another demo with a copy of the data, on other ports."""
    var = tmp_path / "var"
    portal.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(portal.var, var)
    names = ("DEMO_PORT", "SIMULATORS_PORT", "MAILBOX_PORT")
    ports = dict(zip(names, map(str, free_ports(3)), strict=True))
    return {**portal.environment, **ports, "RATUSZ_VAR": str(var)}


def start(environment, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "tools.demo", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGHUP], ids=["Ctrl-C", "closed"])
def test_second_start_is_quick_and_leaves_nothing_running(copy, signum):
    started = time.monotonic()
    demo = start(copy)
    lines = []
    try:
        for line in demo.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        took = time.monotonic() - started
    finally:
        os.killpg(demo.pid, signum)
    rest = demo.communicate(timeout=15)[0]

    said = "".join(lines)
    assert took < LONGEST_SECOND_START, said
    assert f"http://localhost:{copy['DEMO_PORT']}/" in said
    assert f"http://127.0.0.1:{copy['DEMO_PORT']}/" in said
    assert "anna.nowak@example.org" in said
    assert demo.returncode == 0, rest
    assert "Traceback" not in said + rest
    assert port_problem(copy) == ""


def test_port_in_use_is_said_with_the_way_out(portal):
    demo = start(portal.environment)

    said = demo.communicate(timeout=20)[0]

    assert demo.returncode != 0
    assert f"Port {portal.port} is in use" in said
    assert "make demo DEMO_PORT=" in said
