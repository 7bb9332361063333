#!/usr/bin/env python3
"""Make `.venv` and install a lock into it: `python3 tools/bootstrap.py base|dev`.

It runs on whatever Python the machine has, so it uses nothing but the standard library, and no
syntax newer than Python 3.6: an old Python must get as far as the sentence that says it is too old.
"""

import hashlib
import json
import os
import subprocess
import sys
import time

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "ratusz-installed.json")


def main():
    """Install the lock named on the command line, unless it is installed already."""
    lock = sys.argv[1] if len(sys.argv) > 1 else "base"
    if sys.version_info < OLDEST:
        stop(
            "Ratusz needs Python {}.{} or newer, this is {} ({}). Install a newer one, or name it:"
            " make demo PYTHON=/path/to/python3".format(
                *OLDEST, sys.version.split()[0], sys.executable
            )
        )
    if not works():
        create()
    installed = read_stamp()
    wanted = {name: fingerprint(name) for name in (("base", "dev") if lock == "dev" else ("base",))}
    if all(installed.get(name) == wanted[name] for name in wanted):
        return
    install(lock)
    # What an older lock brought may have been replaced: remember only what was installed now.
    with open(STAMP, "w", encoding="utf-8") as file:
        json.dump(wanted, file)


def works():
    """Whether there is a virtual environment with a Python that is new enough."""
    question = "import sys, pip; sys.exit(sys.version_info < %r)" % (OLDEST,)
    try:
        return subprocess.call([PYTHON, "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def create():
    """Make the virtual environment."""
    say("Virtual environment: .venv with Python {}".format(sys.version.split()[0]))
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout)
        stop(
            "The virtual environment could not be made. Python's venv module may be missing:"
            " on Debian and Ubuntu `apt install python3-venv` brings it."
        )


def fingerprint(lock):
    """The hash of a lock file."""
    with open(os.path.join(ROOT, "requirements", lock + ".txt"), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def read_stamp():
    """The hashes of the locks that are installed."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def install(lock):
    """Install a lock with its hashes checked, and say how far it is."""
    path = os.path.join("requirements", lock + ".txt")
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        total = sum(1 for line in file if "==" in line)
    say("Packages: {} from {} (only when the lock has changed)".format(total, path))
    started = time.time()
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--require-hashes", "-r", path]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
    )
    lines = []
    count = 0
    for line in process.stdout:
        lines.append(line)
        if line.startswith(("Collecting ", "Requirement already satisfied")):
            count += 1
            if count % 20 == 0:
                say("  {} of {}".format(count, total))
        elif line.startswith("Installing collected packages"):
            say("  all fetched, unpacking")
    if process.wait():
        print("".join(lines[-25:]))
        stop(
            "The packages could not be installed; the lines above say why. Without a network,"
            " set PIP_INDEX_URL or PIP_FIND_LINKS to where your packages are, and run it again."
        )
    say("  installed in {:.0f} s".format(time.time() - started))


def say(text):
    """One line of progress."""
    print("> " + text, flush=True)


def stop(text):
    """End with a sentence that says what to do."""
    sys.exit("\n" + text)


if __name__ == "__main__":
    main()
