"""What is done to residents: their identity is confirmed, or the confirmation is taken back."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.addonkit.people import Pesel

from . import audit_trail
from .models import Level, Resident


class PeselTaken(Exception):
    """Another resident here has that PESEL: a case for an official, never a merge."""


@transaction.atomic
def verify(
    resident: Resident,
    *,
    pesel: Pesel | None,
    how: str,
    valid_until: datetime.datetime | None = None,
    by: Any = None,
) -> Resident:
    """Record that an identity was confirmed just now.

    Args:
        resident: whose.
        pesel: the number that the confirmation stated; None for people who have none.
        how: who or what confirmed it, for example `counter` or `node`.
        valid_until: when the confirmation lapses; None: it does not.
        by: the official who did it, for the audit; None: the portal itself.

    Raises:
        PeselTaken: the number belongs to another resident here.

    """
    # The row is read again under a lock, so that two confirmations cannot mix.
    current = Resident.objects.select_for_update().get(pk=resident.pk)
    audit_trail.act_as(current, by)
    current.set_pesel(pesel)
    current.assurance = Level.VERIFIED
    current.verified_at = timezone.now()
    current.verified_by = how
    current.valid_until = valid_until
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError as error:
        message = "This PESEL belongs to another resident of the municipality."
        raise PeselTaken(message) from error
    return current


@transaction.atomic
def revoke(resident: Resident, *, by: Any = None) -> Resident:
    """Take a confirmation back: the account stays, the number goes.

    `by` is the official who did it, for the audit; None: the portal itself.
    """
    current = Resident.objects.select_for_update().get(pk=resident.pk)
    audit_trail.act_as(current, by)
    current.set_pesel(None)
    current.assurance = Level.ACCOUNT
    current.verified_at = None
    current.verified_by = ""
    current.valid_until = None
    current.save()
    return current
