"""Changes of a municipality's settings: who changed which fields, never the values."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.log_actions import get_active_log_context

from .people import SYSTEM
from .privacy import LONGEST_VALUE
from .services import record


def follow() -> None:
    """Record each change of the settings that Wagtail shows under Settings."""
    pre_save.connect(_changing, dispatch_uid="ratusz_audit.site_settings")


def _changing(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    # Before the change, so that none is stored without its entry. A new row is not recorded: it has
    # the defaults, and Wagtail makes it when somebody first looks.
    if raw or not issubclass(sender, BaseSiteSetting) or not instance.pk:
        return
    before = sender._base_manager.filter(pk=instance.pk).values().first()
    changed = [name for name, value in (before or {}).items() if getattr(instance, name) != value]
    if changed:
        record(
            "settings.changed",
            site=instance.site_id,
            actor=get_active_log_context().user or SYSTEM,
            official=True,
            object_type=sender._meta.label_lower,
            object_id=str(instance.pk),
            detail={"fields": ", ".join(changed)[:LONGEST_VALUE]},
        )
