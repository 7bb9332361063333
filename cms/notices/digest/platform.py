"""What the platform itself has for the digest: deliveries, connections, schedules, add-ons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.addonkit.discovery import FAILED
from cms.connectors import schedules
from cms.connectors.health import summary
from cms.connectors.models import ScheduleState
from cms.connectors.outbox.models import OutboxDelivery

if TYPE_CHECKING:
    from wagtail.models import Site

    from .lines import Answer


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
    """How the connected systems stand, by the last check of each; nothing is called now."""
    for standing in summary(site):
        name, path = str(standing.title or standing.connector), _path("ratusz_health_site", site.pk)
        if standing.outdated:
            yield _("%(name)s: not checked for a long time.") % {"name": name}, 1, path
        elif standing.needs_somebody:
            found = " ".join(each.message for each in standing.findings if each.serious)
            yield f"{name}: {found or standing.words}", 1, path
        else:
            for each in standing.findings:
                yield f"{name}: {each.message}", 0, path


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


def _path(name: str, *arguments: Any) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:  # a project without this screen
        return ""
