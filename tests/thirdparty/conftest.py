"""Processes that run with the sample third-party add-on or without it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.browsing import Visitor
from tools.portal import free_ports

ROOT = Path(__file__).resolve().parents[2]


class World:
    """A database, and processes that look at it with different add-ons installed."""

    def __init__(self, folder, installed):
        self.folder = folder
        self.installed = installed

    def environment(self, *, with_wheel=True, exclude=(), safe=False):
        """The environment of a process."""
        paths = [str(ROOT), *([str(self.installed)] if with_wheel else [])]
        return {
            **{key: value for key, value in os.environ.items() if not key.startswith("ADDONS_")},
            "PYTHONPATH": os.pathsep.join(paths),
            "DJANGO_SETTINGS_MODULE": "tests.thirdparty.settings",
            "RATUSZ_VAR": str(self.folder),
            "ADDONS_EXCLUDE": ",".join(exclude),
            "ADDONS_SAFE_MODE": "1" if safe else "",
        }

    def run(self, *steps, **addons):
        """Run steps, `["get", "/"]`, in a process of their own; gives the answer of each."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.thirdparty.steps", json.dumps(steps)],
            cwd=ROOT,
            env=self.environment(**addons),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def template(wheel_installed, made_once):
    """The demo's municipalities, made while every add-on was installed."""

    def build(folder):
        World(folder, wheel_installed).run(["prepare"])

    return made_once("world", build)


@pytest.fixture
def world(template, wheel_installed, tmp_path):
    """A database of the test's own, and processes that look at it."""
    shutil.copy(template / "db.sqlite3", tmp_path)
    return World(tmp_path, wheel_installed)


@pytest.fixture
def two_servers(world):
    """Two web servers of their own processes on one database: a visitor of each."""
    ports = free_ports(2)
    servers = []
    try:
        for port in ports:
            command = [sys.executable, "-m", "gunicorn", "cms.wsgi", f"--bind=127.0.0.1:{port}"]
            log = (world.folder / f"{port}.log").open("wb")
            servers.append(
                subprocess.Popen(command, cwd=ROOT, env=world.environment(), stdout=log, stderr=log)
            )
        visitors = [Visitor(f"http://localhost:{port}") for port in ports]
        for visitor in visitors:
            visitor.wait()
        yield visitors
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(timeout=20)
