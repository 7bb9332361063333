"""`manage.py addons`: what runs here, whether it is well, and what an add-on has left behind."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.addonkit import doctor
from cms.addonkit.discovery import FAILED
from cms.addonkit.models import AddonPlacement
from cms.addonkit.purge import MustNotPurge, purge
from cms.addonkit.registry import addons
from cms.addonkit.resync import resync
from cms.addonkit.switch import site_ids_with


class Command(BaseCommand):
    """Four orders about add-ons; each says what it does."""

    help = "Lists add-ons, examines them, repairs what depends on them, removes what they left."

    def add_arguments(self, parser: CommandParser) -> None:
        """The orders and what each takes."""
        orders = parser.add_subparsers(dest="order", required=True)
        orders.add_parser("list", help="every add-on: version, state, sites, pages")
        orders.add_parser(
            "doctor",
            help="try every add-on in a process of its own; exit code 0 well, 1 an add-on is ill, "
            "2 the site does not start",
        )
        again = orders.add_parser("resync", help="index pages and make translations anew")
        again.add_argument("slug", nargs="?", help="only translations of pages with its blocks")
        away = orders.add_parser("purge", help="delete an add-on's content and tables for good")
        away.add_argument("slug")
        how = away.add_mutually_exclusive_group(required=True)
        how.add_argument("--dry-run", action="store_true", help="only count what would go")
        how.add_argument("--yes", action="store_true", help="delete")

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out the order."""
        getattr(self, f"_{options['order']}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        rows = AddonPlacement.objects.order_by().values_list("slug", "page_id").distinct()
        pages: dict[str, int] = {}
        for slug, _page in rows:
            pages[slug] = pages.get(slug, 0) + 1
        for slug, addon in addons().items():
            sites = len(site_ids_with(slug))
            state = f"on for {sites} site(s)" if addon.removable else "always on"
            self._line(slug, addon.version, state, pages.pop(slug, 0))
        for slug, reason in FAILED.items():
            self._line(slug, "-", f"not running: {reason}", pages.pop(slug, 0))
        for slug, count in sorted(pages.items()):
            self._line(slug, "-", "content without code", count)

    def _line(self, slug: str, version: str, state: str, pages: int) -> None:
        self.stdout.write(f"{slug}  {version}  {state}  {pages} page(s)")

    def _doctor(self, options: dict[str, Any]) -> None:
        code = doctor.main(self.stdout.write)
        if code:
            sys.exit(code)

    def _resync(self, options: dict[str, Any]) -> None:
        done = resync(options["slug"])
        self.stdout.write(
            f"Placements corrected on {done.placements} page(s), "
            f"{done.translations} translation(s) made anew."
        )

    def _purge(self, options: dict[str, Any]) -> None:
        try:
            counts = purge(options["slug"], dry_run=options["dry_run"])
        except MustNotPurge as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Would be deleted:" if options["dry_run"] else "Deleted:")
        for name, count in counts.items():
            self.stdout.write(f"  {name}: {count}")
        if options["slug"] not in addons():
            self.stdout.write(
                "The add-on is not installed: its tables, if it has any, stay. To remove them too, "
                "install it again and repeat."
            )
