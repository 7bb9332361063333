"""Who a request comes from, for add-ons: fills the setting `RATUSZ_SUBJECT_PROVIDER`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cms.addonkit.people import Assurance, Subject
from cms.addonkit.sites import site_of

from .models import Resident
from .presence import is_staff_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def subject_of(request: HttpRequest) -> Subject:
    """The subject of a request at the municipality of its host.

    - nobody signed in, or the user was blocked: ANONYMOUS;
    - a resident here: ACCOUNT, or VERIFIED while the verification is valid;
    - no resident here, but staff of this municipality: ACCOUNT, without a PESEL;
    - neither (a resident of another municipality): ANONYMOUS. Nothing of the other site counts.

    At most two queries for a resident: the user and the resident.
    """
    site = site_of(request)
    site_id = site.pk if site else None
    user = request.user
    if site is None or not user.is_authenticated or not user.is_active:
        return Subject(site_id=site_id)
    resident = Resident.objects.filter(user_id=user.pk, site_id=site.pk).first()
    if resident:
        return subject_of_resident(resident)
    if is_staff_of(user, site):
        return Subject(
            site_id=site_id,
            user_id=user.pk,
            assurance=Assurance.ACCOUNT,
            name=user.get_full_name(),
        )
    return Subject(site_id=site_id)


def subject_of_resident(resident: Resident) -> Subject:
    """A resident as a subject, also where no request is: in tasks and commands."""
    assurance = resident.assurance_at(timezone.now())
    return Subject(
        site_id=resident.site_id,
        user_id=resident.user_id,
        assurance=assurance,
        name=resident.full_name,
        # A number whose confirmation has lapsed opens nothing.
        pesel=resident.known_pesel if assurance >= Assurance.VERIFIED else None,
    )
