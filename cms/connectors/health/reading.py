"""What the last checks say about a municipality's connectors, for people."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from .models import CheckRun
from .states import HEALTH_WORDS, Health
from .subjects import Subject, subjects_of

if TYPE_CHECKING:
    from wagtail.models import Site

FRESH = datetime.timedelta(minutes=45)
"""Older checks say nothing about now: three of them in a row are missing."""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in the reader's language."""

    message: str
    advice: str
    serious: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one thing stands."""

    connector: str
    """The stored name."""

    title: Any
    state: Health
    is_connector: bool = True
    since: datetime.datetime | None = None
    checked_at: datetime.datetime | None = None
    milliseconds: int = 0
    findings: tuple[Said, ...] = ()
    changes: tuple[tuple[datetime.datetime, Any], ...] = field(default=())
    """When it changed to what, in words; the newest first."""

    @property
    def words(self) -> Any:
        """The state for people."""
        return HEALTH_WORDS[self.state]

    @property
    def outdated(self) -> bool:
        """Whether the last check is too old to say anything about now."""
        return self.checked_at is not None and timezone.now() - self.checked_at > FRESH

    @property
    def needs_somebody(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state not in {Health.WORKS, Health.UNCHECKED} or any(
            one.serious for one in self.findings
        )


def standings(site: Site, *, own_checks: bool = True) -> list[Standing]:
    """How everything that is checked for a municipality stands. One query.

    Args:
        site: the municipality.
        own_checks: whether also what add-ons check of themselves, not only connectors.

    """
    rows = {row.connector: row for row in CheckRun.objects.filter(site_id=site.pk)}
    return [
        _standing(subject, rows.get(subject.name))
        for subject in subjects_of(site)
        if own_checks or subject.is_connector
    ]


def _standing(subject: Subject, row: CheckRun | None) -> Standing:
    if row is None:
        return Standing(subject.name, subject.title, Health.UNCHECKED, subject.is_connector)
    return Standing(
        connector=subject.name,
        title=subject.title,
        state=Health(row.state),
        is_connector=subject.is_connector,
        since=row.since,
        checked_at=row.at,
        milliseconds=row.milliseconds,
        findings=tuple(_said(one) for one in row.findings),
        changes=tuple(
            (datetime.datetime.fromisoformat(moment), HEALTH_WORDS[Health(state)])
            for moment, state in row.history
        ),
    )


def _said(finding: Mapping[str, Any]) -> Said:
    return Said(
        message=_text(finding["message"]),
        advice=_text(finding["advice"]),
        serious=finding["serious"],
        detail=finding["detail"],
    )


def _text(texts: Mapping[str, str]) -> str:
    """The reader's language; one that was added since the check reads the portal's first."""
    language = get_language() or settings.LANGUAGE_CODE
    return texts.get(language) or texts.get(settings.LANGUAGE_CODE, "")
