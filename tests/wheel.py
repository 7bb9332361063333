"""The sample third-party add-on (`tests/thirdparty/waste`) as a wheel, built and installed once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

UV = Path(sys.executable).parent / "uv"
LONGEST = 240  # seconds that another test process may take to make what all use
SOURCE = Path(__file__).parent / "thirdparty" / "waste"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id):
    """Make something in a folder that all test processes share: the first one does, others wait."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent

    def make(name, build):
        folder = shared / name
        done = shared / f"{name}.done"
        try:
            folder.mkdir()
        except FileExistsError:
            latest = time.monotonic() + LONGEST
            while not done.exists():
                assert time.monotonic() < latest, f"{name} was not made in {LONGEST} s"
                time.sleep(0.2)
            return folder
        build(folder)
        done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def wheel(made_once):
    """The wheel, built without network by the backend that uv brings along."""

    def build(folder):
        run_uv("build", "--wheel", "--offline", "--quiet", "--out-dir", folder, SOURCE)

    (built,) = made_once("wheel", build).glob("*.whl")
    return built


@pytest.fixture(scope="session")
def wheel_installed(wheel, made_once):
    """A folder of packages, for PYTHONPATH, in which the wheel is installed."""

    def install(folder):
        run_uv("pip", "install", "--offline", "--no-deps", "--quiet", "--target", folder, wheel)

    return made_once("site-packages", install)


def run_uv(*arguments):
    """Run uv without anybody's configuration."""
    command = [str(UV), *map(str, arguments)]
    environment = {**os.environ, "UV_NO_CONFIG": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
