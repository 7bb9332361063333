"""`manage.py private_files purge|sweep|check`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.files import upkeep


class Command(BaseCommand):
    """Upkeep of private files."""

    help = (
        "purge: remove files whose time is over. sweep: remove contents without a row. "
        "check: list rows without content; fails when there are any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument("action", choices=["purge", "sweep", "check"])
        parser.add_argument("--dry-run", action="store_true", help="sweep: only count")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many."""
        action = options["action"]
        if action == "purge":
            self.stdout.write(f"Files removed: {upkeep.purge()}.")
        elif action == "sweep":
            count = upkeep.sweep(dry_run=options["dry_run"])
            self.stdout.write(f"Contents without a row{_verb(options['dry_run'])}: {count}.")
        else:
            self._check()

    def _check(self) -> None:
        lost = 0
        for file in upkeep.missing():
            lost += 1
            self.stdout.write(f"No content: file {file.pk} of site {file.site_id}.")
        if lost:
            message = f"{lost} files have no content. Restore the private files from the backup."
            raise CommandError(message)
        self.stdout.write("Every file has its content.")


def _verb(dry_run: bool) -> str:
    return "" if dry_run else " removed"
