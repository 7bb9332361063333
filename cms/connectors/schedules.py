"""What runs by the clock: once each time, however many schedulers there are.

Apps declare `schedules = {"refresh": ("tasks.refresh", crontab(hour=3, minute=10))}`. What an
add-on declares is called with each site on which it is on: `refresh(site)`; what another app
declares is called once: `tidy()`. Such a function may take as long as it needs, and must bear being
run again: after a crash it is.

Any number of schedulers look into the table. Whoever takes a row holds it by a lease that is
renewed while the work lasts. After a night off there is one run, not one for each time missed.
"""

from __future__ import annotations

import contextlib
import datetime
import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from wagtail.models import Site

from cms.addonkit.manifest import AddonConfig
from cms.addonkit.request_state import fresh_state
from cms.addonkit.switch import is_enabled

from .errors import place_of
from .models import ScheduleState
from .periods import Period, next_after

LEASE = 90.0  # seconds
RENEWAL = 20.0
RETRIES = 3
RETRY_AFTER = datetime.timedelta(minutes=5)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A declared schedule."""

    name: str
    """`<slug>.<name>`, or `<app label>.<name>` for an app that is no add-on; stored."""

    path: str
    period: Period
    slug: str = ""
    """The add-on; empty for an app that is none."""

    def run(self, site: Site | None) -> None:
        """Do it, for a site if it is an add-on's."""
        function: Callable[..., Any] = import_string(self.path)
        function(site) if self.slug else function()


def declared() -> dict[str, Schedule]:
    """Name ▸ schedule, of all running apps."""
    found = {}
    for config in apps.get_app_configs():
        slug = config.slug if isinstance(config, AddonConfig) else ""
        for name, (path, period) in getattr(config, "schedules", {}).items():
            full = f"{slug or config.label}.{name}"
            found[full] = Schedule(full, f"{config.name}.{path}", period, slug)
    return found


def due() -> list[int]:
    """The ids of the rows that are due, of add-ons that are on. New schedules get their row."""
    wanted = {(schedule.name, site_id): schedule for schedule, site_id in _wanted()}
    now = _now()
    rows = {(row.name, row.site_id): row for row in ScheduleState.objects.all()}
    missing = [
        ScheduleState(name=name, site_id=site_id, due_at=next_after(schedule.period, now))
        for (name, site_id), schedule in wanted.items()
        if (name, site_id) not in rows
    ]
    if missing:
        ScheduleState.objects.bulk_create(missing, ignore_conflicts=True)
    found = []
    for key, schedule in wanted.items():
        row = rows.get(key)
        if row is None:
            continue
        if row.due_at > now:
            _bring_forward(row, next_after(schedule.period, now))
        elif row.leased_until is None or row.leased_until < now:
            found.append(row.pk)
    return found


def run(row_id: int) -> bool:
    """Run a due schedule, unless somebody else does. Returns whether it was run here."""
    row = ScheduleState.objects.select_related("site").filter(pk=row_id).first()
    schedule = declared().get(row.name) if row else None
    if row is None or schedule is None:
        return False
    token = secrets.token_hex(16)
    if not _take(row, token):
        return False
    error = ""
    with _renewed(row.pk, token):
        try:
            with fresh_state():
                schedule.run(row.site)
        except Exception as problem:  # noqa: BLE001 - an add-on's code may raise anything
            error = type(problem).__name__
            logger.error("schedule %s failed: %s", row.name, place_of(problem))
    _finish(row, token, schedule, error)
    return True


def _wanted() -> Iterator[tuple[Schedule, int | None]]:
    schedules = list(declared().values())
    yield from ((schedule, None) for schedule in schedules if not schedule.slug)
    of_addons = [schedule for schedule in schedules if schedule.slug]
    for site in Site.objects.all() if of_addons else ():
        with fresh_state():
            yield from (
                (schedule, site.pk) for schedule in of_addons if is_enabled(schedule.slug, site)
            )


def _bring_forward(row: ScheduleState, due_at: datetime.datetime) -> None:
    """A new version of the code may want it earlier than the old one did."""
    if row.due_at > due_at:
        ScheduleState.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=due_at)


def _take(row: ScheduleState, token: str) -> bool:
    """One statement, so that of many schedulers one gets it."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=Now())
    values = {
        "lease": token,
        "leased_until": _now() + datetime.timedelta(seconds=LEASE),
        "started_at": Now(),
    }
    # Not by its id alone: since we read it, somebody may have run it to the end.
    same = ScheduleState.objects.filter(pk=row.pk, due_at=row.due_at, due_at__lte=Now())
    return bool(same.filter(free).update(**values))


def _finish(row: ScheduleState, token: str, schedule: Schedule, error: str) -> None:
    now = _now()
    due_at = next_after(schedule.period, now)
    failures = row.failures + 1 if error else 0
    if 0 < failures <= RETRIES:
        due_at = min(due_at, now + RETRY_AFTER)
    ScheduleState.objects.filter(pk=row.pk, lease=token).update(
        lease="",
        leased_until=None,
        due_at=due_at,
        finished_at=now,
        error=error,
        failures=failures,
    )


@contextlib.contextmanager
def _renewed(row_id: int, token: str) -> Iterator[None]:
    """Keep the lease for as long as the work lasts, from a thread with its own connection."""
    done = threading.Event()

    def renew() -> None:
        try:
            while not done.wait(RENEWAL):
                until = _now() + datetime.timedelta(seconds=LEASE)
                ScheduleState.objects.filter(pk=row_id, lease=token).update(leased_until=until)
        except DatabaseError:
            logger.exception("the lease of schedule row %s could not be renewed", row_id)
        finally:
            connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _now() -> datetime.datetime:
    """The database's time: schedulers on machines whose clocks differ agree on it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")
            text = str(cursor.fetchone()[0])
            return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime.datetime = cursor.fetchone()[0]
        return moment
