"""`make test`, `make lint` and `make verify`: run every check, then say what was run and what not.

    python -m tools.check            all linters and tests
    python -m tools.check lint       only the linters
    python -m tools.check verify     all, with the whole matrices and every test on PostgreSQL

Every step runs even when an earlier one failed, so that one run tells everything.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SOURCES = ("cms", "addons", "pages")
LINTERS = {
    "ruff": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "djlint": ["djlint", *SOURCES, "--lint", "--quiet"],
    "mypy": ["mypy", *SOURCES, "tools"],
    "import-linter": ["lint-imports"],
}
SLOWEST = 10


@dataclass
class Report:
    """What was run: a line a step, and what the test runs counted."""

    lines: list[str] = field(default_factory=list)
    passed: int = 0
    failed: int = 0
    broken: bool = False
    durations: list[tuple[float, str]] = field(default_factory=list)

    def add(
        self, name: str, outcome: str, seconds: float | None = None, *, ok: bool = True
    ) -> None:
        """Note a step; one that is not ok fails the whole run."""
        took = f"{seconds:6.0f} s" if seconds is not None else " " * 8
        self.lines.append(f"  {name:<26}{took}  {outcome}")
        self.broken = self.broken or not ok

    def read(self, path: Path) -> str:
        """Count what a test run wrote to its JUnit file; returns a sentence about it."""
        if not path.exists():
            self.failed += 1
            return "ended without a result"
        cases = ElementTree.parse(path).getroot().iter("testcase")
        passed = failed = 0
        for case in cases:
            bad = case.find("failure") is not None or case.find("error") is not None
            failed += bad
            passed += not bad
            name = f"{case.get('classname')}::{case.get('name')}"
            self.durations.append((float(case.get("time") or 0), name))
        self.passed += passed
        self.failed += failed
        return f"{passed} passed, {failed} failed"

    def print(self) -> None:
        """Print the ten slowest tests and the summary; the closing line counts all tests."""
        if self.durations:
            print(f"\nThe {SLOWEST} slowest tests:")
            for seconds, name in sorted(self.durations, reverse=True)[:SLOWEST]:
                print(f"  {seconds:6.1f} s  {name}")
        print("\nSummary:")
        print("\n".join(self.lines))
        if self.passed or self.failed:
            print(f"\nTotal: {self.passed} passed, {self.failed} failed")


def title(text: str) -> None:
    """The heading of a step."""
    print(f"\n> {text}", flush=True)


def lint(report: Report) -> None:
    """Run the linters, two at a time."""
    title("Linters")

    def run(name: str) -> tuple[str, subprocess.CompletedProcess[str], float]:
        started = time.monotonic()
        command = [str(BIN / LINTERS[name][0]), *LINTERS[name][1:]]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return name, done, time.monotonic() - started

    with ThreadPoolExecutor(2) as pool:
        for name, done, seconds in pool.map(run, LINTERS):
            ok = done.returncode == 0
            print(f"  {name}: {'clean' if ok else 'NOT CLEAN'}", flush=True)
            if not ok:
                print(done.stdout + done.stderr, flush=True)
            report.add(name, "clean" if ok else "NOT CLEAN", seconds, ok=ok)


def tests(
    report: Report, name: str, arguments: list[str], environment: Mapping[str, str] | None = None
) -> None:
    """Run pytest with arguments and note what it counted."""
    title(f"Tests: {name}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        command = [sys.executable, "-m", "pytest", *arguments, f"--junitxml={junit}"]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False
        )
        outcome = report.read(junit)
    report.add(name, outcome, time.monotonic() - started, ok=done.returncode == 0)


def postgresql_url() -> str:
    """`TEST_POSTGRES_URL`, or that of a local server that lets `postgres` in; empty for neither."""
    given = os.environ.get("TEST_POSTGRES_URL", "")
    if given:
        return given
    import psycopg

    server = "postgresql://postgres@127.0.0.1:5432"
    try:
        psycopg.connect(f"{server}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return ""
    # A database of this checkout's own: two checkouts may be tested at once.
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return f"{server}/ratusz_{mark}"


def contracts() -> Path:
    """Where the contract files of outside services lie."""
    return Path(os.environ.get("RATUSZ_CONTRACTS", ROOT.parent / "shared" / "contracts"))


def main() -> int:
    """Run the command line; the exit code is 1 when anything failed."""
    mode = sys.argv[1] if len(sys.argv) > 1 else "test"
    report = Report()
    lint(report)
    if mode in {"test", "verify"}:
        run_tests(report, whole=mode == "verify")
    report.print()
    return 1 if report.broken else 0


def run_tests(report: Report, *, whole: bool) -> None:
    """Run the tests: SQLite, PostgreSQL, then the browser."""
    marked = "not e2e" if whole else "not e2e and not verify"
    tests(report, "SQLite", ["-m", marked, "-n", "2"], {"TEST_POSTGRES_URL": ""})
    if not contracts().is_dir():
        report.add("contract files", "NOT RUN: set RATUSZ_CONTRACTS to where they lie")
    if shutil.which("redis-server") is None:
        report.add("broker going away", "NOT RUN: install redis-server")
    url = postgresql_url()
    if url:
        marked = "not e2e" if whole else "(sql or concurrency) and not (e2e or verify)"
        tests(report, "PostgreSQL", ["-m", marked, "-n", "0"], {"TEST_POSTGRES_URL": url})
    else:
        report.add("PostgreSQL", "NOT RUN: set TEST_POSTGRES_URL, or start a server on 5432")
    browser = chromium.ensure()
    if browser is None:
        report.add("Chromium", "NOT RUN: install Chromium, or name it in RATUSZ_CHROMIUM", ok=False)
        return
    environment = {"RATUSZ_CHROMIUM": browser, "RATUSZ_MATRIX": "whole" if whole else "pairwise"}
    tests(report, "journeys and axe", ["-m", "e2e", "-n", "0"], environment)


if __name__ == "__main__":
    sys.exit(main())
