"""`make bench`: the outbox on PostgreSQL beside a bare Celery task, and beside a million rows.

10,000 deliveries of one step on two workers, and 10,000 bare tasks on the same workers in the same
run; the work itself is a line in a file. Then what a sweep's query costs beside 1,000 and beside
1,000,000 finished deliveries, on PostgreSQL and on SQLite.

The database is made for the run, and so is the Redis that carries the messages.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.check import postgresql_url
from tools.portal import ROOT, free_ports

ROWS = 10_000
A_TRANSACTION = 500
WORKERS = 2
LONGEST = 600  # seconds
NAME = "ratusz_bench"
WORKER = "celery -A cms worker -P prefork -c 1 -n {name}@bench --loglevel ERROR"


@contextmanager
def database(server: str) -> Iterator[str]:
    """A fresh PostgreSQL database; gives its address."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
        try:
            yield f"{server}/{NAME}"
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


@contextmanager
def processes(commands: list[list[str]]) -> Iterator[None]:
    """Processes that run for the time of a block."""
    running = [
        subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        yield
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def lines_of(file: Path) -> list[str]:
    """What the workers have noted."""
    return file.read_text(encoding="ascii").splitlines() if file.exists() else []


def wait_for_lines(file: Path, count: int) -> None:
    """Wait until so many lines stand in the file.

    Raises:
        RuntimeError: they did not come.

    """
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if file.exists() and file.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.05)
    message = f"only {len(lines_of(file))} of {count} were done within {LONGEST} s"
    raise RuntimeError(message)


def measure_bare(file: Path) -> float:
    """Seconds that 10,000 bare tasks take, from the first message to the last line."""
    from benchmarks.outbox_work import bare

    started = time.monotonic()
    for number in range(ROWS):
        bare.delay(str(number))
    print(f"  sent after {time.monotonic() - started:.1f} s", flush=True)
    wait_for_lines(file, ROWS)
    return time.monotonic() - started


def measure_outbox(file: Path) -> float:
    """Seconds that 10,000 deliveries take, from the first row stored to the last line."""
    from django.db import transaction
    from wagtail.models import Site

    from cms.connectors.outbox import enqueue
    from cms.connectors.tasks import sweep

    site = Site.objects.get(is_default_site=True)
    started = time.monotonic()
    for first in range(0, ROWS, A_TRANSACTION):
        with transaction.atomic():
            for number in range(first, first + A_TRANSACTION):
                enqueue("benchmark.noted", site=site, payload={"number": number})
        if first == 0:
            sweep.delay()  # as the scheduler does every 15 s; another follows below
    print(f"  stored after {time.monotonic() - started:.1f} s", flush=True)
    sweeper = started
    while len(lines_of(file)) < ROWS and time.monotonic() - started < LONGEST:
        if time.monotonic() - sweeper > 15:
            sweep.delay()
            sweeper = time.monotonic()
        time.sleep(0.05)
    wait_for_lines(file, ROWS)
    return time.monotonic() - started


def throughput(var: Path) -> None:
    """Measure both on the same workers, and look for duplicates."""
    from cms.connectors.outbox.models import OutboxStep

    file = var / "done"
    commands = [WORKER.format(name=f"w{number}").split() for number in range(WORKERS)]
    with processes(commands):
        _warm_up(file)
        print(f"> {ROWS:,} bare tasks on {WORKERS} workers", flush=True)
        bare = measure_bare(file)
        file.unlink()
        print(f"> {ROWS:,} deliveries on {WORKERS} workers", flush=True)
        outbox = measure_outbox(file)
        deadline = time.monotonic() + 30
        delivered = OutboxStep.objects.filter(state="delivered")
        while delivered.count() < ROWS and time.monotonic() < deadline:
            time.sleep(0.1)  # the line is written a moment before the outcome is recorded
    keys = lines_of(file)
    known = set(OutboxStep.objects.values_list("key", flat=True))
    twice = len(keys) - len(set(keys))
    print(f"\n{'':<14}{'rows/s':>9}{'ratio':>8}{'twice':>7}{'lost':>6}")
    print(f"{'bare task':<14}{ROWS / bare:>9.0f}{1:>8.2f}{'':>7}{'':>6}")
    lost = len(known - set(keys))
    print(f"{'outbox':<14}{ROWS / outbox:>9.0f}{bare / outbox:>8.2f}{twice:>7}{lost:>6}")
    print(f"recorded as delivered: {delivered.count():,} of {ROWS:,}")
    if twice or lost or delivered.count() != ROWS:
        sys.exit("The outbox did not deliver each row exactly once.")


def _warm_up(file: Path) -> None:
    from benchmarks.outbox_work import bare

    for number in range(20):
        bare.delay(f"warm {number}")
    wait_for_lines(file, 20)
    file.unlink()


def environment(var: Path, address: str, broker: str) -> dict[str, str]:
    """What this process and its workers need."""
    (var / "chosen.json").write_text(json.dumps({"database": address}), encoding="utf-8")
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.outbox_settings",
        "RATUSZ_VAR": str(var),
        "RATUSZ_BROKER_URL": broker,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }


def redis(var: Path) -> tuple[list[list[str]], str]:
    """The command of a Redis of our own and its address; files when there is no Redis."""
    if shutil.which("redis-server") is None:
        return [], "filesystem://"
    port = free_ports(1)[0]
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(var)]
    return [command], f"redis://127.0.0.1:{port}/0"


def main() -> int:
    """Measure everything."""
    url = postgresql_url()
    if not url:
        print("NOT RUN: set TEST_POSTGRES_URL, or start a PostgreSQL server on 5432")
        return 1
    server = url.rpartition("/")[0]
    with tempfile.TemporaryDirectory() as folder, database(server) as address:
        var = Path(folder)
        commands, broker = redis(var)
        os.environ.update(environment(var, address, broker))
        with processes(commands):
            prepare()
            throughput(var)
            close()
        rows(var, address)
    return 0


def rows(var: Path, address: str) -> None:
    """Let a process for each database measure the sweep's query."""
    print("\n> The sweep's query beside 1,000 and beside 1,000,000 finished deliveries")
    print(f"\n{'':<14}{'few: ms':>9}{'many: ms':>10}{'ratio':>8}  plan", flush=True)
    for chosen in (address, ""):
        changed = environment(var, chosen, "memory://")
        command = [sys.executable, "-m", "benchmarks.outbox_rows"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **changed}, check=True)


def prepare() -> None:
    """Make the tables."""
    import django
    from django.core.management import call_command

    from cms.celery import app

    print("> Preparing a database", flush=True)
    django.setup()
    call_command("migrate", verbosity=0)
    app.loader.import_default_modules()


def close() -> None:
    """Let go of the database."""
    from django.db import connections

    for connection in connections.all():
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
