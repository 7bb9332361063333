"""Real processes that tests start and kill: web, worker, the other side, a broker."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from honcho import environ

from tools.portal import ROOT, free_ports

LONGEST_START = 60
OURS = ("RATUSZ_", "ADDONS_", "DEMO_", "DJANGO_", "SIMULATORS_", "MAILBOX_")


def wait_for(condition, seconds, what):
    """Wait until a condition holds; returns how long it took."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        found = condition()
        if found:
            return time.monotonic() - started
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


class Installation:
    """A database, and the processes that work on it."""

    def __init__(self, var, *, database="", lease=5.0, sweep=1.0, broker=""):
        self.var = var
        self.port, receiver_port = free_ports(2)
        self.receiver = f"127.0.0.1:{receiver_port}"
        self.broker = broker
        self.running = {}
        self.chosen = {
            "database": database,
            "receiver": self.receiver,
            "lease": lease,
            "sweep": sweep,
        }
        procfile = (ROOT / "Procfile").read_text(encoding="utf-8")
        self.commands = environ.parse_procfile(procfile).processes
        self.received_file = var / "received"

    def environment(self, **further):
        (self.var / "chosen.json").write_text(json.dumps(self.chosen))
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
        broker = {"RATUSZ_BROKER_URL": self.broker} if self.broker else {}
        return {
            **inherited,
            **broker,
            "PATH": os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]]),
            "DJANGO_SETTINGS_MODULE": "tests.reliability.settings",
            "RATUSZ_VAR": str(self.var),
            "DEMO_PORT": str(self.port),
            **further,
        }

    # --- processes ----------------------------------------------------------------------------

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment(), check=True, stdout=sys.stderr)

    def start(self, *names, crash_at=""):
        """Start `web`, `worker`, `receiver` beside one another and wait until they listen.

        The crash point is for the first of them.
        """
        for name in names:
            self._spawn(name, {"RATUSZ_CRASH_AT": crash_at} if name == names[0] else {})
        for name in names:
            process = self.running[name]
            wait_for(
                lambda name=name, process=process: self._ready(name) or process.poll() is not None,
                LONGEST_START,
                f"{name} is not ready",
            )
            assert process.poll() is None or crash_at, self.log(name)

    def _ready(self, name):
        if name == "worker":
            return (self.var / f"ready-{self.running[name].pid}").exists()
        return _listens(self.receiver if name == "receiver" else f"127.0.0.1:{self.port}")

    def _command(self, name):
        if name != "receiver":
            return ["/bin/sh", "-c", self.commands[name]]
        port = self.receiver.partition(":")[2]
        module = [sys.executable, "-m", "tests.reliability.receiver"]
        return [*module, port, str(self.received_file)]

    def _spawn(self, name, further):
        log = (self.var / f"{name}.log").open("ab")
        self.running[name] = subprocess.Popen(
            self._command(name),
            cwd=ROOT,
            env=self.environment(**further),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def kill(self, name):
        """`kill -9` of a process and all its children; returns when they are gone."""
        process = self.running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
        # A child that is still dying holds the port, and would take the next connection.
        wait_for(lambda: not _alive(process.pid), 10, f"{name} is still there")

    def died(self, name):
        """Whether a process has been killed, by itself."""
        return self.running[name].poll() is not None

    def stop(self):
        for name in list(self.running):
            self.kill(name)

    def log(self, name):
        return (self.var / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    # --- the resident -------------------------------------------------------------------------

    def put(self, token, timeout=20, words=""):
        """Send the form; returns the receipt number and how long that took."""
        started = time.monotonic()
        number = self._get(f"/put/?token={token}&words={words}", timeout)["number"]
        return number, time.monotonic() - started

    def state(self, number):
        return self._get(f"/state/?number={number}", 20)["state"]

    def _get(self, path, timeout):
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=timeout) as answer:
            return json.load(answer)

    # --- the other side -----------------------------------------------------------------------

    def received(self, token):
        """The calls that the other side took for a form, in order."""
        if not self.received_file.exists():
            return []
        lines = [json.loads(line) for line in self.received_file.read_text().splitlines()]
        return [line["call"] for line in lines if line["body"]["payload"]["token"] == token]

    def wait_until_delivered(self, number, seconds):
        return wait_for(
            lambda: self.state(number) == "delivered", seconds, f"{number} is not delivered"
        )


def _listens(address):
    host, _, port = address.partition(":")
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, int(port))) == 0


def _alive(group):
    """Whether a process of a group lives; one that is dead and not yet buried does not count."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _parent, its_group, *_ = stat.read_text().rpartition(")")[2].split()
            if int(its_group) == group and state not in "ZX":
                return True
    return False
