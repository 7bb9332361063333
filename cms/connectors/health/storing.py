"""Keeping what checks found, readable in every language of the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from cms.connectors.base import Finding

from .models import CheckRun
from .running import Outcome
from .states import health_of

if TYPE_CHECKING:
    from wagtail.models import Site

MOST_CHANGES = 20
"""How many changes of state are remembered."""

MOST_FINDINGS = 50
LONGEST = 500


def store(site: Site, name: str, outcome: Outcome) -> CheckRun:
    """Keep the outcome of a check: what it found now, and since when it is so.

    Args:
        site: the municipality.
        name: of what was checked.
        outcome: what the check came to.

    Returns:
        The row, saved.

    """
    state, now = health_of(outcome.findings), timezone.now()
    values = {
        "at": now,
        "milliseconds": outcome.milliseconds,
        "findings": [_in_every_language(one) for one in outcome.findings[:MOST_FINDINGS]],
    }
    with transaction.atomic():
        first = {"state": state, "since": now, "history": [[now.isoformat(), state]]}
        row, made = CheckRun.objects.select_for_update().get_or_create(
            site=site, connector=name, defaults={**values, **first}
        )
        if made:
            return row
        if row.state != state:
            row.history = [[now.isoformat(), state], *row.history][:MOST_CHANGES]
            row.state, row.since = state, now
        for field, value in values.items():
            setattr(row, field, value)
        row.save()
    return row


def _in_every_language(finding: Finding) -> dict[str, Any]:
    message, advice = {}, {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            message[code] = str(finding.message)[:LONGEST]
            advice[code] = str(finding.advice)[:LONGEST]
    return {
        "serious": finding.serious,
        "works": finding.works,
        "message": message,
        "advice": advice,
        "detail": finding.detail[:LONGEST],
    }
