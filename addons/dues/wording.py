"""The words in which figures and failures reach people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.connectors.results import Reason

from .domain import InstalmentStatus, PaymentSource

_REASONS: dict[Reason, Any] = {
    Reason.NOT_CONFIGURED: _("The office has not connected its tax system yet."),
    Reason.REFUSED: _("We cannot connect to the office's tax system."),
    Reason.TIMEOUT: _("The office's tax system does not answer."),
    Reason.FAULT: _("The office's tax system reports a fault."),
    Reason.GARBAGE: _("The office's tax system sent an answer that cannot be read."),
    Reason.WRONG_DATA: _(
        "The office's tax system sent figures that are not right, so we hide them."
    ),
    Reason.TOO_LARGE: _("The office's tax system sent an answer that cannot be read."),
}

_SOURCES: dict[PaymentSource, Any] = {
    PaymentSource.ONLINE: pgettext_lazy("dues", "Online payment"),
    PaymentSource.TRANSFER: pgettext_lazy("dues", "Bank transfer"),
    PaymentSource.CASH: pgettext_lazy("dues", "At the cash desk"),
    PaymentSource.ENFORCEMENT: pgettext_lazy("dues", "Enforcement"),
    PaymentSource.OFFSET: pgettext_lazy("dues", "From an overpayment"),
    PaymentSource.OTHER: pgettext_lazy("dues", "Other"),
}

# status ▸ (word, kind of the status pill: its shape and colour)
_STATUSES: dict[InstalmentStatus, tuple[Any, str]] = {
    InstalmentStatus.TO_PAY: (pgettext_lazy("dues", "To pay"), "open"),
    InstalmentStatus.OVERDUE: (pgettext_lazy("dues", "Overdue"), "danger"),
    InstalmentStatus.PAID: (pgettext_lazy("dues", "Paid"), "success"),
    InstalmentStatus.IN_BOOKING: (pgettext_lazy("dues", "Being booked"), "info"),
    InstalmentStatus.DEFERRED: (pgettext_lazy("dues", "Deferred"), "wait"),
    InstalmentStatus.REMITTED: (pgettext_lazy("dues", "Remitted"), "success"),
    InstalmentStatus.LAPSED: (pgettext_lazy("dues", "Expired"), "wait"),
    InstalmentStatus.IN_ENFORCEMENT: (pgettext_lazy("dues", "In enforcement"), "danger"),
}


def said(reason: Reason) -> Any:
    """Why there is no fresh answer, in one plain sentence."""
    return _REASONS[reason]


def paid_by(source: PaymentSource) -> Any:
    """How a payment came."""
    return _SOURCES[source]


def status_words(status: InstalmentStatus) -> tuple[Any, str]:
    """The word for a status, and the kind of its pill."""
    return _STATUSES[status]
