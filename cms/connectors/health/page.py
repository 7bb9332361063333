"""What the health page shows of a municipality: read in a fixed number of queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.addonkit.discovery import FAILED
from cms.addonkit.registry import addons
from cms.connectors import schedules
from cms.connectors.breaker import BreakerState, Phase, states_of
from cms.connectors.calls import OK, Purpose
from cms.connectors.models import Call, ScheduleState, Snapshot
from cms.connectors.outbox.standing import Backlog, backlog_of
from cms.connectors.wording import words_of

from .reading import Standing, standings

if TYPE_CHECKING:
    from wagtail.models import Site

DAY = datetime.timedelta(hours=24)
MOST_TIMED = 5_000
"""How many calls, the newest, the times are worked out of."""

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of the last 24 hours that pages and deliveries made; times in milliseconds."""

    answered: int = 0
    failed: int = 0
    median: int | None = None
    slowest: int | None = None
    """The 95th percentile: 95 of 100 calls were at least as fast."""


@dataclass(frozen=True, slots=True)
class Card:
    """One connector, or one check of an add-on."""

    standing: Standing
    calls: Calls | None = None
    breaker: BreakerState | None = None
    oldest_answer: datetime.datetime | None = None

    @property
    def paused(self) -> bool:
        """Whether the portal leaves the system alone at the moment."""
        return self.breaker is not None and self.breaker.phase is not Phase.CLOSED

    @property
    def pause_words(self) -> Any:
        """Why it is left alone."""
        reason = self.breaker.reason if self.breaker else None
        return words_of(reason)[0] if reason else ""


@dataclass(frozen=True, slots=True)
class Clockwork:
    """One schedule, for the table. `owner` is who declares it."""

    name: str
    owner: Any
    finished_at: datetime.datetime | None
    due_at: datetime.datetime
    error: str
    failures: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page."""

    connectors: Sequence[Card]
    own_checks: Sequence[Card]
    backlog: Backlog
    schedules: Sequence[Clockwork]
    failed_addons: Mapping[str, str]

    @property
    def troubled(self) -> int:
        """How many connectors and checks need somebody."""
        cards = (*self.connectors, *self.own_checks)
        return sum(card.standing.needs_somebody for card in cards)

    @property
    def unchecked(self) -> bool:
        """Whether no check has run yet, or none for long: then nothing is known of now."""
        cards = (*self.connectors, *self.own_checks)
        return bool(cards) and all(
            card.standing.checked_at is None or card.standing.outdated for card in cards
        )


def overview(site: Site) -> Overview:
    """Everything the health page shows of a municipality."""
    every = standings(site)
    names = [one.connector for one in every if one.is_connector]
    breakers = states_of([(name, site.pk) for name in names])
    calls, oldest = calls_of(site), _oldest_answers(site)
    connectors = [
        Card(
            one,
            calls.get(one.connector, Calls()),
            breakers[one.connector, site.pk],
            oldest.get(one.connector),
        )
        for one in every
        if one.is_connector
    ]
    return Overview(
        connectors=connectors,
        own_checks=[Card(one) for one in every if not one.is_connector],
        backlog=backlog_of(site.pk),
        schedules=_clockwork(site),
        failed_addons=dict(sorted(FAILED.items())),
    )


def calls_of(site: Site) -> dict[str, Calls]:
    """Connector ▸ its calls of the last 24 hours, without those of our own checks. Two queries."""
    recent = Call.objects.filter(site_id=site.pk, at__gt=timezone.now() - DAY)
    recent = recent.exclude(purpose=Purpose.CHECK)
    counted = recent.values("connector").annotate(
        answered=Count("pk", filter=Q(outcome=OK)), failed=Count("pk", filter=~Q(outcome=OK))
    )
    times: dict[str, list[int]] = defaultdict(list)
    sent = recent.exclude(breaker=Phase.OPEN).order_by("-at")
    for connector, milliseconds in sent.values_list("connector", "milliseconds")[:MOST_TIMED]:
        times[connector].append(milliseconds)
    return {
        row["connector"]: Calls(
            row["answered"],
            row["failed"],
            percentile(times[row["connector"]], 50),
            percentile(times[row["connector"]], 95),
        )
        for row in counted.order_by()
    }


def percentile(values: Sequence[int], percent: int) -> int | None:
    """The smallest value that so many of a hundred do not exceed; None without values."""
    if not values:
        return None
    rank = -(-percent * len(values) // _PERCENT)  # rounded up
    return sorted(values)[max(rank, 1) - 1]


def _oldest_answers(site: Site) -> dict[str, datetime.datetime]:
    rows = Snapshot.objects.filter(site_id=site.pk).values("connector").order_by()
    return dict(rows.annotate(oldest=Min("fetched_at")).values_list("connector", "oldest"))


def _clockwork(site: Site) -> list[Clockwork]:
    known = schedules.declared()
    titles = {slug: addon.title for slug, addon in addons().items()}
    rows = ScheduleState.objects.filter(Q(site_id=site.pk) | Q(site__isnull=True))
    return [
        Clockwork(
            name=row.name,
            owner=titles.get(known[row.name].slug, _("Platform")),
            finished_at=row.finished_at,
            due_at=row.due_at,
            error=row.error,
            failures=row.failures,
        )
        for row in rows.order_by("-failures", "name")
        if row.name in known
    ]
