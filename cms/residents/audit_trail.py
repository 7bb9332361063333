"""Tells the audit what happens to accounts and identities."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.core import context as allauth_context
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth import signals as auth
from django.db.models.signals import post_delete, post_save, pre_save
from django.http import HttpRequest
from wagtail.models import Site

from cms.addonkit.people import Pesel
from cms.addonkit.sites import site_of
from cms.audit.events import Event
from cms.audit.people import SYSTEM
from cms.audit.privacy import pseudonym
from cms.audit.services import record

from . import audit_events as events
from .models import Level, Resident

# Longer than any e-mail address: nobody's megabyte is hashed.
_LONGEST_ADDRESS = 320


def follow() -> None:
    """Listen to everything that is recorded."""
    for signal, receiver in (
        (auth.user_logged_in, _signed_in),
        (auth.user_logged_out, _signed_out),
        (auth.user_login_failed, _refused),
        (account.password_changed, _password_changed),
        (account.password_set, _password_changed),
        (account.password_reset, _password_reset),
        (mfa.authentication_failed, _code_refused),
    ):
        signal.connect(receiver, dispatch_uid=f"ratusz_residents.audit.{receiver.__name__}")
    on_rows: tuple[tuple[Any, Any, Any], ...] = (
        (pre_save, _before, Resident),
        (post_save, _after, Resident),
        (post_save, _factor_added, Authenticator),
        (post_delete, _factor_removed, Authenticator),
    )
    for model_signal, handler, sender in on_rows:
        uid = f"ratusz_residents.audit.{handler.__name__}"
        model_signal.connect(handler, sender=sender, dispatch_uid=uid)


def act_as(resident: Resident, official: Any) -> None:
    """Say which official the next `save` of a resident is done by; None: the portal itself."""
    resident._acting_official = official  # type: ignore[attr-defined]


# -- accounts ---------------------------------------------------------------------------------


def _signed_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    _note(events.SIGNED_IN, request, user)


def _signed_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        _note(events.SIGNED_OUT, request, user)


def _password_changed(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    _note(events.PASSWORD_CHANGED, request, user)


def _password_reset(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    _note(events.PASSWORD_RESET, request, user)


def _factor_added(
    sender: Any, instance: Authenticator, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    # The rows themselves, not allauth's signals: those come after the transaction, when the entry
    # might get lost.
    if created and not raw:
        _note_factor(events.FACTOR_ADDED, instance)


def _factor_removed(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    _note_factor(events.FACTOR_REMOVED, instance)


def _note_factor(event: Event, authenticator: Authenticator) -> None:
    request = allauth_context.request
    user = getattr(request, "user", None)
    record(
        event,
        site=_site(request),
        actor=user if user is not None and user.is_authenticated else SYSTEM,
        subject_user_id=authenticator.user_id,
        detail={"kind": str(authenticator.type)},
        request=_usable(request),
    )


def _code_refused(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    _note(events.CODE_REFUSED, request, user, actor=None)


def _refused(sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
    """The same row for a wrong password and an unknown address; whose account it was, if any's."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    address = typed[:_LONGEST_ADDRESS].casefold()
    users = get_user_model()._default_manager
    known = users.filter(email=address.replace("\x00", "")).values_list("pk", flat=True).first()
    record(
        events.SIGN_IN_REFUSED,
        site=_site(request),
        actor=None,
        subject_user_id=known,
        detail={"address": pseudonym(address, purpose="address")},
        request=_usable(request),
    )


def _note(event: Event, request: Any, user: Any, *, actor: Any = SYSTEM, **detail: str) -> None:
    """An event of somebody's own account, done by them; `actor=None`: by we do not know whom."""
    record(
        event,
        site=_site(request),
        actor=None if actor is None else user,
        subject_user_id=user.pk,
        detail=detail,
        request=_usable(request),
    )


def _usable(request: Any) -> HttpRequest | None:
    # Code that signs somebody in without a real request has no host.
    return request if request is not None and "SERVER_NAME" in request.META else None


def _site(request: Any) -> Site | None:
    usable = _usable(request)
    return site_of(usable) if usable is not None else None


# -- identities -------------------------------------------------------------------------------


def _before(sender: Any, instance: Resident, raw: bool = False, **kwargs: Any) -> None:
    """Remember what is stored now, to see what the save changes."""
    stored = None
    if not raw and not instance._state.adding:
        stored = Resident.objects.filter(pk=instance.pk).only("pesel", "assurance").first()
    instance._stored_before = stored  # type: ignore[attr-defined]


def _after(sender: Any, instance: Resident, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    before: Resident | None = instance._stored_before  # type: ignore[attr-defined]
    old = before.known_pesel if before else None
    new = instance.known_pesel
    was = before.assurance if before else Level.ACCOUNT
    if old and old != new:
        _note_identity(events.PESEL_REMOVED, instance, old)
    if new and old != new:
        _note_identity(events.PESEL_SET, instance, new)
    if instance.assurance == Level.VERIFIED:
        if was != Level.VERIFIED or old != new:
            _note_identity(events.VERIFIED, instance, new, how=instance.verified_by)
    elif was == Level.VERIFIED:
        _note_identity(events.REVOKED, instance, old)


def _note_identity(event: Event, resident: Resident, pesel: Pesel | None, **detail: str) -> None:
    official = getattr(resident, "_acting_official", None)
    record(
        event,
        site=resident.site_id,
        actor=official or SYSTEM,
        subject_user_id=resident.user_id,
        subject=pesel,
        object_type=resident._meta.label_lower,
        object_id=str(resident.pk),
        detail=detail,
        official=official is not None,
    )
