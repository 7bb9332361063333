"""What the installation's monitoring reads: numbers in Prometheus' text format, version 0.0.4.

All of them come from the stores that the processes share, so they are the same whichever process
answers, and stay right when one starts anew. Labels are names that programs declare and ids of
municipalities, never anything about a person.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Min
from django.utils import timezone
from wagtail.models import Site

from .breaker import Phase, states_of
from .calls import BUCKETS
from .models import CallTally, OutboxDelivery, ScheduleState
from .registry import declared

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Labels = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """One line: `name` is the family's, with `_bucket`, `_sum` or `_count` in a histogram."""

    name: str
    labels: Labels
    value: float


@dataclass(frozen=True, slots=True)
class Family:
    """A metric: its name, its type (counter, gauge, histogram), what it says, and its lines."""

    name: str
    kind: str
    help: str
    samples: list[Sample] = field(default_factory=list)

    def add(self, value: float, suffix: str = "", **labels: Any) -> None:
        """Add a line."""
        self.samples.append(Sample(f"{self.name}{suffix}", labels, value))


def families() -> list[Family]:
    """All metrics. Five queries and one look into the cache, however many rows there are."""
    sites = list(Site.objects.order_by("pk").values_list("pk", flat=True))
    names = {one.name for one in declared()}
    return [*_calls(names), _breakers(names, sites), *_outbox(), *_schedules()]


def exposition(metrics: Iterable[Family]) -> str:
    """The metrics as text."""
    return "".join(f"{line}\n" for metric in metrics for line in _lines(metric))


def _calls(names: set[str]) -> Iterator[Family]:
    """Only connectors that are declared now: a label's values stay bounded."""
    counted = Family("ratusz_calls_total", "counter", "Calls of outside systems.")
    took = Family("ratusz_call_seconds", "histogram", "How long calls of outside systems took.")
    durations: dict[tuple[str, int], list[CallTally]] = {}
    rows = CallTally.objects.filter(connector__in=names)
    for row in rows.order_by("connector", "site_id", "purpose", "outcome"):
        labels: dict[str, Any] = {"connector": row.connector, "site": row.site_id}
        counted.add(row.calls, **labels, purpose=row.purpose, outcome=row.outcome)
        durations.setdefault((row.connector, row.site_id), []).append(row)
    for (connector, site_id), tallies in durations.items():
        _histogram(took, tallies, connector=connector, site=site_id)
    yield counted
    yield took


def _histogram(metric: Family, tallies: list[CallTally], **labels: Any) -> None:
    total = sum(tally.calls for tally in tallies)
    so_far = 0
    for end in BUCKETS:
        so_far += sum(getattr(tally, f"up_to_{end}") for tally in tallies)
        metric.add(so_far, "_bucket", **labels, le=f"{end / 1000:g}")
    metric.add(total, "_bucket", **labels, le="+Inf")
    metric.add(sum(tally.milliseconds for tally in tallies) / 1000, "_sum", **labels)
    metric.add(total, "_count", **labels)


def _breakers(names: set[str], sites: list[int]) -> Family:
    metric = Family(
        "ratusz_breaker_state", "gauge", "1 for the phase that a system's circuit breaker is in."
    )
    pairs = [(name, site_id) for name in sorted(names) for site_id in sites]
    for (name, site_id), state in states_of(pairs).items():
        for phase in Phase:
            labels: dict[str, Any] = {"connector": name, "site": site_id, "state": phase.value}
            metric.add(float(state.phase == phase), **labels)
    return metric


def _outbox() -> Iterator[Family]:
    """Of the unfinished deliveries alone; a partial index holds them."""
    backlog = Family("ratusz_outbox_deliveries", "gauge", "Unfinished deliveries by state.")
    dead = Family(
        "ratusz_outbox_needs_official", "gauge", "Deliveries that wait for an official's decision."
    )
    oldest = Family(
        "ratusz_outbox_oldest_seconds", "gauge", "Age of the oldest unfinished delivery."
    )
    unfinished = OutboxDelivery.objects.filter(finished_at__isnull=True)
    for row in (
        unfinished.values("site_id", "state")
        .annotate(number=Count("pk"), since=Min("created_at"))
        .order_by("site_id", "state")
    ):
        backlog.add(row["number"], site=row["site_id"], state=row["state"])
        oldest.add(_age(row["since"]), site=row["site_id"], state=row["state"])
    waiting = OutboxDelivery.objects.filter(needs_official=True)
    per_site = waiting.values_list("site_id").annotate(Count("pk")).order_by("site_id")
    for site_id, number in per_site:
        dead.add(number, site=site_id)
    yield from (backlog, oldest, dead)


def _schedules() -> Iterator[Family]:
    last = Family(
        "ratusz_schedule_last_success_timestamp_seconds",
        "gauge",
        "When a schedule last ran without an error; a schedule that failed last is not listed.",
    )
    failures = Family(
        "ratusz_schedule_failures", "gauge", "How often in a row a schedule has failed."
    )
    for row in ScheduleState.objects.order_by("name", "site_id"):
        labels: dict[str, Any] = {
            "schedule": row.name,
            "site": "" if row.site_id is None else row.site_id,
        }
        failures.add(row.failures, **labels)
        if row.finished_at is not None and not row.error:
            last.add(row.finished_at.timestamp(), **labels)
    yield from (last, failures)


def _age(since: datetime.datetime) -> float:
    return max(0.0, round((timezone.now() - since).total_seconds(), 3))


def _lines(metric: Family) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.help}"
    yield f"# TYPE {metric.name} {metric.kind}"
    for sample in metric.samples:
        labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in sample.labels.items())
        yield f"{sample.name}{{{labels}}} {sample.value:.17g}"


def _escaped(value: Any) -> str:
    return str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
