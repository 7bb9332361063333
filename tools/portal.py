"""A demo of its own: the processes of the Procfile, on free ports, with data in a folder of theirs.

The tests, the screenshots and the benchmarks use it. It is prepared by the code of `make demo`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from honcho import environ

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "demo-Ratusz-2026"
LONGEST_START = 60  # seconds
LONGEST_SENDING = 45  # seconds


def free_ports(count: int) -> list[int]:
    """Ports that nothing uses now."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Portal:
    """A prepared demo whose processes can be stopped and started one by one."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port, self.simulators_port, self.mailbox_port = free_ports(3)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.extra: dict[str, str] = {}  # more environment for what is started or run from now on
        procfile = (ROOT / "Procfile").read_text(encoding="utf-8")
        self.commands = environ.parse_procfile(procfile).processes

    # --- life ---------------------------------------------------------------------------------

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of the processes: nothing of ours but what is set here."""
        ours = ("RATUSZ_", "ADDONS_", "DEMO_", "DJANGO_", "SIMULATORS_", "MAILBOX_")
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        return {
            **inherited,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
            "RATUSZ_VAR": str(self.var),
            "DEMO_PORT": str(self.port),
            "SIMULATORS_PORT": str(self.simulators_port),
            "MAILBOX_PORT": str(self.mailbox_port),
            **self.extra,
        }

    def run(self, *arguments: str) -> str:
        """Run a Python command with the portal's environment; returns what it printed."""
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            message = f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
            raise RuntimeError(message)
        return done.stdout

    def prepare(self) -> str:
        """Make or update database, static files and content."""
        return self.run("-m", "tools.prepare")

    def start(self, *names: str) -> None:
        """Start processes of the Procfile by name (all of them unless named) and wait for them."""
        for name in names or self.commands:
            log = (self.var / f"{name}.log").open("ab")
            self.processes[name] = subprocess.Popen(
                ["/bin/sh", "-c", self.commands[name]],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            port = {"web": self.port, "simulators": self.simulators_port}.get(name)
            if port:  # the worker listens to nobody: what it has to do waits for it
                self._wait_for(name, port)

    def _wait_for(self, name: str, port: int) -> None:
        latest = time.monotonic() + LONGEST_START
        while time.monotonic() < latest and self.processes[name].poll() is None:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        message = f"{name} did not start:\n{self.log(name)[-4000:]}"
        raise RuntimeError(message)

    def stop(self, *names: str) -> None:
        """End processes by name, all of them unless named."""
        for name in names or list(self.processes):
            process = self.processes.pop(name, None)
            if process is None:
                continue
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=10)

    def log(self, name: str) -> str:
        """What a process has printed."""
        return (self.var / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    # --- addresses ----------------------------------------------------------------------------

    def url(self, path: str = "/", host: str = "localhost") -> str:
        """The address of a path; host `127.0.0.1` is the second municipality."""
        return f"http://{host}:{self.port}{path}"

    def simulator_url(self, path: str = "/") -> str:
        """The address of a path of the simulators."""
        return f"http://127.0.0.1:{self.simulators_port}{path}"

    # --- simulators ---------------------------------------------------------------------------

    def misbehave(self, mode: str, simulator: str = "dues") -> None:
        """Tell a simulator how to answer from now on; `ok` is as it should."""
        self._control({"simulator": simulator, "mode": mode})

    def forget_failures(self) -> None:
        """Close the circuit breakers, as half an hour of peace would."""
        with contextlib.closing(sqlite3.connect(self.var / "cache.sqlite3", timeout=20)) as cache:
            cache.execute("DELETE FROM ratusz_cache WHERE cache_key LIKE '%:breaker:%'")
            cache.commit()

    def calls(self, simulator: str = "dues") -> int:
        """How many requests a simulator has answered since the portal was made."""
        lines = self.log("simulators").splitlines()
        return sum(1 for line in lines if line.startswith(f"POST /{simulator}/"))

    def modes(self, simulator: str = "dues") -> list[str]:
        """How a simulator can behave."""
        request = urllib.request.Request(
            self.simulator_url("/control/"), headers={"Accept": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            known = json.load(answer)["simulators"]
        return next(list(each["modes"]) for each in known if each["name"] == simulator)

    def wait_until_sent(self) -> None:
        """Wait until the worker has nothing left to send.

        Raises:
            TimeoutError: it did not get there.

        """
        waiting = "SELECT count(*) FROM ratusz_connectors_outboxdelivery WHERE state = 'open'"
        latest = time.monotonic() + LONGEST_SENDING
        with contextlib.closing(sqlite3.connect(self.var / "db.sqlite3", timeout=20)) as database:
            while database.execute(waiting).fetchone()[0]:
                if time.monotonic() > latest:
                    message = f"The worker does not send:\n{self.log('worker')[-2000:]}"
                    raise TimeoutError(message)
                time.sleep(0.1)

    def mails(self, to: str) -> list[dict[str, str]]:
        """The mails that the portal sent to an address, after all have left; the newest first."""
        self.wait_until_sent()
        request = urllib.request.Request(
            self.simulator_url(f"/mail/?to={to}"), headers={"Accept": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: list[dict[str, str]] = json.load(answer)["mails"]
        return found

    def _control(self, order: Mapping[str, str]) -> None:
        request = urllib.request.Request(
            self.simulator_url("/control/"),
            data=json.dumps(order).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10):
            pass

    # --- database -----------------------------------------------------------------------------

    def sql(self, statement: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement on the demo's database, beside the running processes."""
        connection = sqlite3.connect(self.var / "db.sqlite3", timeout=20)
        try:
            with connection:
                return connection.execute(statement, tuple(values)).fetchall()
        finally:
            connection.close()

    def checksum(self, ignored: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of every table but the ignored ones, for comparing two states."""
        names = [
            name
            for (name,) in self.sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if name not in set(ignored) and not name.startswith("sqlite_")
        ]
        return {name: self.sql(f'SELECT * FROM "{name}" ORDER BY 1') for name in names}
