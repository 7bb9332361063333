"""`manage.py import_directory units|officers <file.csv> --site <host>`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from cms.directory.importing import Kind, import_table
from cms.directory.screens import words_of


class Command(BaseCommand):
    """Take over a table of units or officers."""

    help = "Import units or officers from a CSV file: all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """What, from where, into which municipality."""
        parser.add_argument("kind", choices=Kind.values)
        parser.add_argument("file", type=Path)
        parser.add_argument("--site", required=True, help="the host name of the municipality")
        parser.add_argument("--dry-run", action="store_true", help="only report")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or list what is wrong."""
        site = Site.objects.filter(hostname=options["site"]).first()
        if site is None:
            message = f"There is no municipality at the host {options['site']}."
            raise CommandError(message)
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            message = f"{options['file']} cannot be read: {error.strerror}."
            raise CommandError(message) from error
        report = import_table(site.pk, options["kind"], content, dry_run=options["dry_run"])
        for problem in report.problems:
            column = f", {problem.column}" if problem.column else ""
            self.stderr.write(f"line {problem.line}{column}: {problem.text}")
        if not report.is_good:
            message = "Nothing was imported."
            raise CommandError(message)
        self.stdout.write(words_of(report))
