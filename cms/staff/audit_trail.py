"""Tells the audit who is given which role, and whose account is blocked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from wagtail.log_actions import get_active_log_context

from cms.audit.events import Event
from cms.audit.people import SYSTEM
from cms.audit.services import record

from . import audit_events as events
from .models import Role

_WATCHED = {"is_superuser", "is_active"}


def follow() -> None:
    """Listen to memberships of roles and to the flags of accounts."""
    users: Any = get_user_model()
    uid = "ratusz_staff.audit"
    m2m_changed.connect(_membership, sender=users.groups.through, dispatch_uid=f"{uid}.groups")
    pre_save.connect(_before, sender=users, dispatch_uid=f"{uid}.before")
    post_save.connect(_after, sender=users, dispatch_uid=f"{uid}.after")
    pre_delete.connect(_role_removed, sender=Role, dispatch_uid=f"{uid}.role")


def _membership(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **kwargs: Any
) -> None:
    """Users and groups may be joined from either side, and all at once be parted."""
    event = {
        "post_add": events.ROLE_GIVEN,
        "post_remove": events.ROLE_TAKEN,
        "pre_clear": events.ROLE_TAKEN,
    }.get(action)
    if event is None:
        return
    if reverse:  # a group got or lost users
        users = instance.user_set.values_list("pk", flat=True) if pk_set is None else pk_set
        roles = Role.objects.filter(group=instance)
    else:
        users = [instance.pk]
        groups = instance.groups.values_list("pk", flat=True) if pk_set is None else pk_set
        roles = Role.objects.filter(group__in=list(groups))
    _note_roles(event, roles, list(users))


def _role_removed(sender: Any, instance: Role, **kwargs: Any) -> None:
    """With the group go the memberships, and Django says nothing of those."""
    members = instance.group.user_set.values_list("pk", flat=True)  # type: ignore[attr-defined]
    _note_roles(events.ROLE_TAKEN, [instance], list(members))


def _note_roles(event: Event, roles: Iterable[Role], users: Iterable[Any]) -> None:
    for role in roles:
        for user_id in users:
            _note(event, role.site_id, user_id, role=role.kind)


def _before(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Remember the flags that are stored now. Signing in saves no flag and costs no query."""
    fields = kwargs.get("update_fields")
    unwatched = fields is not None and not _WATCHED & set(fields)
    instance._flags_before = None
    if not raw and not unwatched and not instance._state.adding:
        stored = type(instance)._default_manager.filter(pk=instance.pk)
        instance._flags_before = stored.values_list("is_superuser", "is_active").first()


def _after(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    before = (False, True) if created else instance._flags_before
    if before is None:
        return
    if before[0] != instance.is_superuser:
        event = events.OPERATOR_GIVEN if instance.is_superuser else events.OPERATOR_TAKEN
        _note(event, None, instance.pk)
    if before[1] != instance.is_active:
        _note(events.UNBLOCKED if instance.is_active else events.BLOCKED, None, instance.pk)


def _note(event: Event, site_id: int | None, user_id: Any, **detail: str) -> None:
    # Who works in the admin is known there, without a request being handed around.
    official = get_active_log_context().user
    record(
        event,
        site=site_id,
        actor=official or SYSTEM,
        subject_user_id=user_id,
        detail=detail,
        official=official is not None,
    )
