"""What the platform itself has for the digest: deliveries, connections, schedules, add-ons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.addonkit.discovery import FAILED
from cms.connectors import schedules
from cms.connectors.models import ScheduleState
from cms.connectors.outbox.models import OutboxDelivery
from cms.connectors.registry import working_for

from .bounded import ask

if TYPE_CHECKING:
    from wagtail.models import Site

    from .lines import Answer

CHECK_SECONDS = 10.0
"""How long the check of one connection may take."""


def deliveries(site: Site) -> Answer:
    """What was sent to other systems and waits for an official's decision."""
    count = OutboxDelivery.objects.filter(site=site, needs_official=True).count()
    if count:
        text = ngettext(
            "%(count)d delivery needs a decision of an official.",
            "%(count)d deliveries need a decision of an official.",
            count,
        )
        yield text % {"count": count}, count, _deliveries_path()


def connections(site: Site) -> Answer:
    """What the checks of the connected systems found. Each check has a time of its own."""
    for declared in working_for(site):
        name = str(declared.title or declared.name)
        try:
            findings = ask(partial(declared.connector().check, site), seconds=CHECK_SECONDS)
        except Exception:  # noqa: BLE001 - an add-on's code may raise anything, or hang
            yield _("%(name)s: it could not be checked.") % {"name": name}, 1, ""
            continue
        for finding in findings:
            yield f"{name}: {finding.message}", 1 if finding.serious else 0, ""


def failed_schedules(site: Site) -> Answer:
    """Work by the clock that ended with an error when it last ran."""
    known = schedules.declared()
    failed = ScheduleState.objects.filter(Q(site=site) | Q(site__isnull=True), failures__gt=0)
    for row in failed.order_by("name"):
        if row.name in known:
            text = ngettext(
                "The schedule %(name)s failed (%(error)s), %(count)d time in a row.",
                "The schedule %(name)s failed (%(error)s), %(count)d times in a row.",
                row.failures,
            )
            words = {"name": row.name, "error": row.error, "count": row.failures}
            yield text % words, 1, ""


def failed_addons(_site: Site) -> Answer:
    """Add-ons that do not run at all."""
    for slug in sorted(FAILED):
        yield _("The add-on %(slug)s does not run.") % {"slug": slug}, 1, _addons_path()


SOURCES: tuple[tuple[Any, Any], ...] = (
    (gettext_lazy("Deliveries"), deliveries),
    (gettext_lazy("Connected systems"), connections),
    (gettext_lazy("Schedules"), failed_schedules),
    (gettext_lazy("Add-ons"), failed_addons),
)


def _deliveries_path() -> str:
    path = _path("outbox:index")
    return f"{path}?needs_official=true" if path else ""


def _addons_path() -> str:
    return _path("ratusz_addons")


def _path(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # a project without this screen
        return ""
