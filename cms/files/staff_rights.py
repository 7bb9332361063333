"""Which officials may open which files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import GroupSitePermission

if TYPE_CHECKING:
    from .models import PrivateFile


def may_open(user: Any, file: PrivateFile) -> bool:
    """Whether a purpose lets officials open its files, and this one may at the municipality.

    The operator may open them too, as everything; it is recorded all the same.
    """
    declared = file.declared
    if declared is None or not declared.permission or not user.is_authenticated:
        return False
    if user.is_active and user.is_superuser:
        return True
    label, _, codename = declared.permission.partition(".")
    return bool(
        user.is_active
        and GroupSitePermission.objects.filter(
            group__user=user,
            site_id=file.site_id,
            permission__content_type__app_label=label,
            permission__codename=codename,
        ).exists()
    )
