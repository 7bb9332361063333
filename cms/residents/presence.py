"""Whether a person is anybody at a municipality: its resident, its staff, or the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Resident

if TYPE_CHECKING:
    from wagtail.models import Site


def is_known_at(user: Any, site: Site | None) -> bool:
    """Whether this user may sign in at a municipality.

    The credential is shared by all municipalities of an installation, the account is not: with a
    password that is right elsewhere nobody gets in here.
    """
    if site is None:
        return False
    return is_staff_of(user, site) or Resident.objects.filter(user=user, site=site).exists()


def is_staff_of(user: Any, site: Site) -> bool:
    """Whether this user works for the municipality.

    The setting `RATUSZ_STAFF_CHECK` names the function that knows, called with user and site;
    without it everybody marked as staff works for every site.
    """
    if user.is_superuser:
        return True
    path = getattr(settings, "RATUSZ_STAFF_CHECK", "")
    if path:
        return bool(import_string(path)(user, site))
    return bool(getattr(user, "is_staff", False))
