"""Real simulators for tests: the same server, on a free port, with a state file of its own."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from .catalogue import Mounted, SimulatorApp, installed, mounted
from .control import set_mode
from .misbehave import OK
from .server import SimulatorServer
from .state import kept_in


class Running:
    """Simulators that run. `host` is for `RATUSZ_OUTBOUND_HOSTS`."""

    def __init__(self, server: SimulatorServer) -> None:
        self._server = server
        self._stopped = False
        self.host = server.host
        self.address = server.address

    @property
    def simulators(self) -> list[Mounted]:
        """What is served."""
        return list(self._server.simulators)

    def set_mode(self, simulator: str, mode: str = OK) -> None:
        """Let a simulator behave like this.

        Raises:
            LookupError: there is no such simulator.
            ValueError: it knows no such mode.

        """
        set_mode(self._server.simulators, simulator, mode)

    def stop(self) -> None:
        """Be gone: nobody listens on the port any more."""
        if not self._stopped:
            self._stopped = True
            self._server.stop()


@contextlib.contextmanager
def running_simulators(apps: Mapping[str, SimulatorApp] | None = None) -> Iterator[Running]:
    """Run simulators in threads of this process, on real sockets.

    Args:
        apps: slug ▸ simulator; without it those of the installed add-ons.

    """
    simulators = installed() if apps is None else mounted(apps)
    with tempfile.TemporaryDirectory() as folder, kept_in(Path(folder) / "simulators.sqlite3"):
        running = Running(SimulatorServer(0, simulators))
        running._server.start()
        try:
            yield running
        finally:
            running.stop()
