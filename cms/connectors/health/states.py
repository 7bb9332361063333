"""How a connector may stand, and what its findings make of that. No database here."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from cms.connectors.base import Finding
from cms.connectors.results import Reason


class Health(enum.StrEnum):
    """How a connector stands. The values are stored: never rename them."""

    WORKS = "works"
    ERRORS = "errors"  # it answers, but not as it should
    UNREACHABLE = "unreachable"  # nothing comes back
    NOT_SET_UP = "not_set_up"  # nothing was asked, because the settings do not allow it
    UNCHECKED = "unchecked"


HEALTH_WORDS: Mapping[Health, Any] = {
    Health.WORKS: pgettext_lazy("connector", "Works"),
    Health.ERRORS: pgettext_lazy("connector", "Answers with errors"),
    Health.UNREACHABLE: pgettext_lazy("connector", "Not reachable"),
    Health.NOT_SET_UP: pgettext_lazy("connector", "Not set up"),
    Health.UNCHECKED: pgettext_lazy("connector", "Not checked yet"),
}

_BY_REASON: Mapping[Reason, Health] = {
    Reason.NOT_CONFIGURED: Health.NOT_SET_UP,
    Reason.REFUSED: Health.UNREACHABLE,
    Reason.TIMEOUT: Health.UNREACHABLE,
}


def health_of(findings: Iterable[Finding]) -> Health:
    """The state that findings add up to: the first one that stops the connector decides."""
    stopping = [one for one in findings if one.serious and not one.works]
    if not stopping:
        return Health.WORKS
    reason = stopping[0].reason
    return Health.ERRORS if reason is None else _BY_REASON.get(reason, Health.ERRORS)
