"""`manage.py audit verify`: whether what was recorded is as it was written."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from cms.audit import verification
from cms.audit.services import INSTALLATION

# More lines than this help nobody.
MOST_LINES = 50


class Command(BaseCommand):
    """Checks the audit's chains; ends with 1 and says which entries when something is wrong."""

    help = "Check the audit: say which entries were changed, removed or inserted."

    def add_arguments(self, parser: CommandParser) -> None:
        """`verify`, with a site and anchors."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="Check the chains.")
        verify.add_argument("--site", help="The host name or number of one site; default: all.")
        verify.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="CHAIN:NUMBER:HASH",
            help="An end that an earlier run printed: it must still be in its chain.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the chains.

        Raises:
            CommandError: something is wrong, or there is no such site.

        """
        names = self._names()
        found: list[verification.Finding] = []
        for chain_id in self._chains(options["site"]):
            found += self._check(chain_id, names.get(chain_id, f"site {chain_id}, removed"))
        for anchor in options["anchor"]:
            found += self._check_anchor(anchor)
        if found:
            words = f"{len(found)} findings" if len(found) > 1 else "1 finding"
            message = f"The audit is not as it was written: {words}."
            raise CommandError(message)

    def _check(self, chain_id: int, name: str) -> list[verification.Finding]:
        gone = verification.missing(chain_id)
        report = verification.verify(chain_id)
        findings = [gone] if gone else list(report.findings)
        state = "NOT INTACT" if findings else "intact"
        self.stdout.write(f"{name}: {report.entries} entries, {state}. End: {report.end or 'none'}")
        for finding in findings[:MOST_LINES]:
            self.stderr.write(f"  {_words(finding)}")
        if len(findings) > MOST_LINES:
            self.stderr.write(f"  … and {len(findings) - MOST_LINES} more")
        return findings

    def _check_anchor(self, anchor: str) -> list[verification.Finding]:
        try:
            finding = verification.check_anchor(anchor)
        except ValueError:
            message = f"{anchor!r} is no anchor: CHAIN:NUMBER:HASH, as a run prints it."
            raise CommandError(message) from None
        if finding is None:
            return []
        self.stderr.write(f"  {_words(finding)}")
        return [finding]

    def _chains(self, asked: str | None) -> list[int]:
        if asked is None:
            return verification.chains()
        if asked.isdecimal():
            return [int(asked)]
        sites = list(Site.objects.filter(hostname=asked).values_list("pk", flat=True))
        if not sites:
            message = f"No site has the host name {asked!r}."
            raise CommandError(message)
        return sites

    @staticmethod
    def _names() -> dict[int, str]:
        sites = {site.pk: f"{site.site_name or site.hostname}" for site in Site.objects.all()}
        return {**sites, INSTALLATION: "Installation"}


def _words(finding: verification.Finding) -> str:
    if not finding.first:
        return f"chain {finding.chain}: {finding.wrong}"
    numbers = f"entry {finding.first}"
    if finding.last > finding.first:
        numbers = f"entries {finding.first} to {finding.last}"
    return f"chain {finding.chain}, {numbers}: {finding.wrong}"
