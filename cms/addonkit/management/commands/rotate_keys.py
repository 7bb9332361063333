"""`manage.py rotate_keys [--dry-run]`."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.addonkit import rotation
from cms.addonkit.sealed import Place, places
from cms.addonkit.vault import key_ids

EVERY = 2.0  # seconds between two lines of progress


class Command(BaseCommand):
    """Encrypts every value that is kept encrypted with the first key of RATUSZ_VAULT_KEYS."""

    help = (
        "Encrypt all encrypted values with the first key of RATUSZ_VAULT_KEYS. The portal may run "
        "meanwhile; a run that was interrupted is simply started again. docs/operations.md, Keys."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Only count, or do it."""
        parser.add_argument(
            "--dry-run", action="store_true", help="only count the values, by column and key"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was done and which keys are free.

        Raises:
            CommandError: there are values that do not open.

        """
        if options["dry_run"]:
            self._count()
            return
        self._told = time.monotonic()
        result = rotation.rotate(places(), self._progress)
        self.stdout.write(f"Encrypted anew with key {key_ids()[0]}: {result.rewritten} values.")
        for broken in result.broken:
            self.stderr.write(f"Does not open: {broken.place}, row {broken.row}: {broken.reason}.")
        self._end(result.used)
        if result.broken:
            message = (
                f"{len(result.broken)} rows hold a value that does not open. They were left as "
                "they are: put their key back into RATUSZ_VAULT_KEYS, or restore the rows from a "
                "backup, and run this again."
            )
            raise CommandError(message)

    def _count(self) -> None:
        total = Counter[str]()
        for place in places():
            counts = rotation.count(place)
            total.update(counts)
            self.stdout.write(f"{place}: {_listed(counts)}")
        self.stdout.write(f"All: {_listed(total)}. Nothing was changed.")
        if total[""]:
            message = f"{total['']} values are under no key of RATUSZ_VAULT_KEYS."
            raise CommandError(message)

    def _progress(self, place: Place, rows: int) -> None:
        if time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            self.stdout.write(f"  {place}: {rows} rows …")
            self.stdout.flush()

    def _end(self, used: Counter[str]) -> None:
        """Say which keys are free; values under a key that nobody knows keep no known one."""
        first, *older = key_ids()
        kept = [key_id for key_id in older if used[key_id]]
        if kept:
            values = ", ".join(f"{key_id} ({used[key_id]} values)" for key_id in kept)
            self.stdout.write(f"Still used, keep them: {values}.")
        free = [key_id for key_id in older if not used[key_id]]
        if free:
            self.stdout.write(
                f"No longer used in this database, may be removed: {', '.join(free)}."
            )
        elif not kept:
            self.stdout.write(f"No key to remove: {first} is the only one.")


def _listed(counts: Counter[str]) -> str:
    parts = [f"{counts[key_id]} under {key_id}" for key_id in key_ids() if counts[key_id]]
    if counts[""]:
        parts.append(f"{counts['']} under no known key")
    return ", ".join(parts) or "nothing"
