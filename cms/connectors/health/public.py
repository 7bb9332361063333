"""What everybody may know of the outside systems: their names, and whether they answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .reading import Standing, standings
from .states import Health

if TYPE_CHECKING:
    from wagtail.models import Site

TEMPLATE = "connectors/health/status.html"

# state ▸ (kind of the status pill, words)
_ANSWERS = ("success", pgettext_lazy("service", "Answers"))
_FAILS = ("danger", pgettext_lazy("service", "Does not answer"))
_ERRS = ("warning", pgettext_lazy("service", "Answers with errors"))
_UNKNOWN = ("wait", pgettext_lazy("service", "Not known now"))
_SHOWN = {Health.WORKS: _ANSWERS, Health.UNREACHABLE: _FAILS, Health.ERRORS: _ERRS}


@dataclass(frozen=True, slots=True)
class Service:
    """One system, for the template. No finding, address or reason: those are for officials."""

    title: Any
    kind: str
    words: Any
    checked_at: datetime.datetime | None


def shown(services: list[Service]) -> dict[str, Any]:
    """What the template needs: the services, and whether one of them is in trouble."""
    kinds = {one.kind for one in services}
    return {"services": services, "troubled": bool(kinds & {_FAILS[0], _ERRS[0]})}


def services_of(site: Site) -> list[Service]:
    """The systems of a municipality that are set up. One query."""
    return [
        _service(one)
        for one in standings(site)
        if one.is_connector and one.state is not Health.NOT_SET_UP
    ]


def sample() -> list[Service]:
    """Invented services for previews."""
    now = timezone.now()
    names = ((_("Tax system"), _ANSWERS), (_("Document system"), _FAILS))
    return [Service(title, *how, checked_at=now) for title, how in names]


def _service(standing: Standing) -> Service:
    known = standing.checked_at is not None and not standing.outdated
    how = _SHOWN.get(standing.state, _UNKNOWN) if known else _UNKNOWN
    return Service(standing.title, *how, checked_at=standing.checked_at)
