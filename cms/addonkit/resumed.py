"""A form that was sent after its session had ended: kept encrypted, and filled again after sign-in.

The form says who opened it, where (`{% addon_form %}`, signed). What was posted is kept for 30
minutes in the cache, under a key that only this browser has; only the same person, on the same
site, at the address of the form, gets it back, once.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from .vault import SealBroken, decrypt, encrypt, keyed_hash

if TYPE_CHECKING:
    from .blocks import BlockContext

FIELD = "addon_form"
COOKIE = "ratusz_resumed"
SECONDS = 30 * 60
_LONGEST = 64 * 1024  # characters of a posted form
_OPEN_SECONDS = 24 * 60 * 60  # how long a form may stay open in a browser
_PURPOSE = "ratusz.addonkit.resumed"
_NOT_KEPT = (FIELD, "csrfmiddlewaretoken")


@dataclass(frozen=True, slots=True)
class _Opened:
    """Who opened a form, and where."""

    user: str
    site: int
    path: str
    block: str


def opened_by(context: BlockContext) -> str:
    """The signed value of the form's hidden field; empty for somebody who is not signed in."""
    subject, site = context.subject, context.site
    if subject.user_id is None or site is None or context.preview:
        return ""
    payload = [str(subject.user_id), site.pk, context.request.path, context.block_id]
    return signing.dumps(payload, salt=_PURPOSE)


def keep(context: BlockContext) -> HttpResponse | None:
    """Keep what was posted, and the way to sign in; None when it cannot be kept.

    Files are not kept: their fields are empty afterwards.
    """
    request = context.request
    opened = _opened(request, context)
    if opened is None:
        return None
    posted = request.POST.copy()
    for name in _NOT_KEPT:
        posted.pop(name, None)
    text = posted.urlencode()
    if len(text) > _LONGEST:
        return None
    key = secrets.token_urlsafe(24)
    value = json.dumps([opened.user, opened.site, opened.path, opened.block, text])
    cache.set(_cache_key(key), encrypt(value.encode(), context=_PURPOSE), SECONDS)
    messages.info(
        request,
        _("You were signed out meanwhile. Sign in: what you have written is kept for 30 minutes."),
    )
    response = redirect_to_login(opened.path, resolve_url(settings.LOGIN_URL))
    response.set_cookie(
        COOKIE,
        key,
        max_age=SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def take(context: BlockContext) -> QueryDict | None:
    """What this person had posted to this block when the session was over; only the first time."""
    request = context.request
    key = request.COOKIES.get(COOKIE)
    if not key or request.method != "GET" or context.subject.user_id is None:
        return None
    sealed = cache.get(_cache_key(key))
    if sealed is None or context.site is None:
        return None
    try:
        *whose, text = json.loads(decrypt(sealed, context=_PURPOSE))
    except (SealBroken, ValueError):
        return None
    here = [str(context.subject.user_id), context.site.pk, request.path, context.block_id]
    # Deleting says whether we were the first: two windows do not get the same text.
    if whose != here or not cache.delete(_cache_key(key)):
        return None
    return QueryDict(text)


def _opened(request: HttpRequest, context: BlockContext) -> _Opened | None:
    try:
        payload: Any = signing.loads(
            request.POST.get(FIELD, ""), salt=_PURPOSE, max_age=_OPEN_SECONDS
        )
    except signing.BadSignature:
        return None
    opened = _Opened(*payload)
    here = context.site is not None and opened.site == context.site.pk
    return opened if here and opened.block == context.block_id else None


def _cache_key(key: str) -> str:
    return f"addonkit.resumed.{keyed_hash(key, purpose=_PURPOSE)}"
