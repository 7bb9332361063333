"""`make bench`: home, a content page and the dues card beside a bare one-template Django view.

All run under gunicorn with the options of the `Procfile`, in turns, in one run: the ratios say
something on any machine, the figures only on this one. The demo measured is made for the run.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load import Result, load
from tools.browsing import Visitor
from tools.portal import ROOT, Portal, free_ports

ROUNDS = 3
SECONDS = 3.0
WARM_UP = 1.0
RESIDENT = "anna.nowak@example.org"


@dataclass
class Page:
    """One measured address."""

    name: str
    port: int
    path: str
    group: int
    headers: dict[str, str]
    results: list[Result] = field(default_factory=list)

    def measure(self, seconds: float) -> Result:
        """Load the address once."""
        return load(self.port, self.path, self.headers, group=self.group, seconds=seconds)

    @property
    def per_second(self) -> float:
        """Requests a second: the median of the rounds."""
        return statistics.median(result.per_second for result in self.results)

    @property
    def cpu(self) -> float:
        """CPU seconds a request: the median of the rounds."""
        return statistics.median(result.cpu_per_request for result in self.results)

    @property
    def p95(self) -> float:
        """The latency that 95 of 100 requests stay under, in seconds."""
        latencies = sorted(each for result in self.results for each in result.latencies)
        return latencies[int(len(latencies) * 0.95)]


@contextmanager
def bare_server(portal: Portal) -> Iterator[tuple[int, int]]:
    """The baseline under gunicorn with the portal's options; gives its port and process group."""
    port = free_ports(1)[0]
    command = portal.commands["web"].replace("cms.wsgi", "benchmarks.bare:application")
    process = subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env={**portal.environment, "DEMO_PORT": str(port)},
        start_new_session=True,
    )
    try:
        Visitor(f"http://127.0.0.1:{port}").wait()
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=10)


def pages(portal: Portal, bare: tuple[int, int]) -> list[Page]:
    """What is measured; the baseline first."""
    web = portal.processes["web"].pid
    host = f"localhost:{portal.port}"
    visitor = Visitor(f"http://localhost:{portal.port}")
    visitor.wait()
    visitor.sign_in(RESIDENT)
    card = visitor.first_link("/rozliczenia/", "/rozliczenia/karta/")
    anonymous = {"Host": host}
    signed_in = {"Host": host, "Cookie": visitor.cookie}
    return [
        Page("bare Django view", bare[0], "/", bare[1], {"Host": f"127.0.0.1:{bare[0]}"}),
        Page("home", portal.port, "/", web, anonymous),
        Page("content page", portal.port, "/kontakt/", web, anonymous),
        Page("dues card", portal.port, card, web, signed_in),
    ]


def report(measured: list[Page]) -> None:
    """Print the figures and their ratios to the baseline."""
    base = measured[0]
    print(f"\n{'page':<20}{'req/s':>9}{'ratio':>8}{'CPU ms':>9}{'ratio':>8}{'p95 ms':>9}")
    for page in measured:
        print(
            f"{page.name:<20}{page.per_second:>9.0f}{page.per_second / base.per_second:>8.3f}"
            f"{page.cpu * 1000:>9.2f}{page.cpu / base.cpu:>7.1f}x{page.p95 * 1000:>9.1f}"
        )
    print("\nratio: to the bare view, same server and run. CPU: of the web processes, a request.")


def main() -> int:
    """Measure all pages in turns."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        portal = Portal(Path(folder))
        print("> Preparing a demo", flush=True)
        portal.prepare()
        try:
            portal.start()
            with bare_server(portal) as bare:
                measured = pages(portal, bare)
                for page in measured:
                    page.measure(WARM_UP)
                for number in range(1, ROUNDS + 1):
                    print(f"> Round {number} of {ROUNDS}", flush=True)
                    for page in measured:
                        page.results.append(page.measure(SECONDS))
        finally:
            portal.stop()
    report(measured)
    print(f"Took {time.monotonic() - started:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
