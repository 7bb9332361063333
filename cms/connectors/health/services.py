"""Checking the connectors of a municipality: by the clock, and at a person's wish."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.services import record
from cms.connectors.calls import Line, Purpose, note
from cms.connectors.errors import place_of
from cms.connectors.results import Reason

from .audit_events import CHECKED
from .models import CheckRun
from .running import Outcome, run_all
from .storing import store
from .subjects import Subject, subjects_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site

logger = logging.getLogger(__name__)


def check_all(site: Site) -> None:
    """Check everything of a municipality, and forget what it no longer has. The schedule."""
    subjects = subjects_of(site)
    for subject, outcome in run_all(site, subjects):
        _stored(site, subject, outcome)
    names = [subject.name for subject in subjects]
    CheckRun.objects.filter(site=site).exclude(connector__in=names).delete()


def check_now(site: Site, name: str, request: HttpRequest) -> CheckRun | None:
    """Check one thing because somebody asked for it. It takes ten seconds at most.

    Args:
        site: the municipality.
        name: of what to check.
        request: of the official; goes to the audit.

    Returns:
        What it came to; None when it could not be kept.

    Raises:
        LookupError: the municipality has nothing of that name.

    """
    subject = next((one for one in subjects_of(site) if one.name == name), None)
    if subject is None:
        raise LookupError(name)
    with transaction.atomic():
        record(
            CHECKED,
            site=site,
            actor=request.user,
            object_type="ratusz_health.checkrun",
            object_id=name[:64],
            request=request,
        )
    ((_subject, outcome),) = run_all(site, [subject])
    return _stored(site, subject, outcome)


def _stored(site: Site, subject: Subject, outcome: Outcome) -> CheckRun | None:
    """One outcome that cannot be kept, say because a text does not render, costs no other."""
    _note(site, subject, outcome)
    try:
        return store(site, subject.name, outcome)
    except Exception as error:  # noqa: BLE001 - an add-on's texts may raise anything
        logger.error("the check of %s could not be kept: %s", subject.name, place_of(error))
        return None


def _note(site: Site, subject: Subject, outcome: Outcome) -> None:
    """Write the call down, where one was made."""
    stopping = [one for one in outcome.findings if one.serious and not one.works]
    reason = (stopping[0].reason or Reason.FAULT) if stopping else None
    if subject.is_connector and reason is not Reason.NOT_CONFIGURED:
        seconds = outcome.milliseconds / 1000
        note(Line(subject.name, site.pk, Purpose.CHECK, reason, seconds))
