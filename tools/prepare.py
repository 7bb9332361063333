"""Prepare the demo in one process: catalogues, database, static files, content.

Every step looks first whether there is something to do, so that a second start takes seconds.
`python -m tools.prepare` works on the settings and the `RATUSZ_VAR` of the environment.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools import messages


def say(text: str) -> None:
    """One line of progress."""
    print(f"> {text}", flush=True)


def catalogues() -> None:
    """Compile the message catalogues that have changed."""
    compiled = sum(messages.compile_changed(app) for app in messages.apps())
    if compiled:
        say(f"Translations: {compiled} catalogues compiled")


def database() -> None:
    """Bring the database to the newest migration and make the cache's table."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        say(f"Database: {len(pending)} migrations")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)


def static_files() -> None:
    """Collect the static files when one has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            state.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    fingerprint = Path(settings.STATIC_ROOT).with_suffix(".fingerprint")
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    known = fingerprint.read_text(encoding="ascii") if fingerprint.exists() else ""
    if manifest.exists() and known == state.hexdigest():
        return
    say("Static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    fingerprint.write_text(state.hexdigest(), encoding="ascii")


class Teller(io.StringIO):
    """Keeps what a command says, and tells it at once until its first blank line."""

    def __init__(self, *, aloud: bool) -> None:
        super().__init__()
        self.aloud = aloud

    def write(self, text: str) -> int:
        """Take a piece of what the command says."""
        self.aloud = self.aloud and text.strip() != ""
        if self.aloud:
            print(f"    {text}", end="", flush=True)
        return super().write(text)


def content() -> None:
    """Make the sample municipalities; addresses and logins are kept for the end of the start."""
    from django.core.management import call_command

    from cms.settings.environment import VAR_DIR

    path = VAR_DIR / "demo.txt"
    say("Sample municipalities")
    said = Teller(aloud=not path.exists())
    call_command("demo", stdout=said)
    path.write_text(said.getvalue().partition("\n\n")[2], encoding="utf-8")
    path.chmod(0o600)


STEPS: tuple[Callable[[], None], ...] = (database, static_files, content)


def main() -> int:
    """Run every step in order."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
    catalogues()

    import django

    started = time.monotonic()
    django.setup()
    for step in STEPS:
        step()
    say(f"Prepared in {time.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
