"""A session belongs to one municipality and lasts a working day.

Cookies are kept by host without the port, and one installation serves several hosts; so the session
itself says where it was made.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from allauth.account.signals import password_reset
from allauth.account.views import INTERNAL_RESET_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in

from cms.addonkit.sites import site_of

if TYPE_CHECKING:
    from django.http import HttpRequest

SITE_KEY = "ratusz_site"
SINCE_KEY = "ratusz_signed_in"


def has_session(request: HttpRequest) -> bool:
    """Whether the browser sent a session cookie; does not look into the session."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_alive(request: HttpRequest) -> bool:
    """Whether the session may be used for this request.

    A session in which nobody has signed in may: it holds no more than a half-done form. A signed-in
    one that does not say where it was made takes the first host it is used on.
    """
    session = request.session
    if SESSION_KEY not in session:
        return True
    site = site_of(request)
    if site is None:
        return False
    if SITE_KEY not in session:
        mark(request)
    if session[SITE_KEY] != site.pk:
        return False
    age: float = time.time() - session[SINCE_KEY]
    return age <= settings.SESSION_COOKIE_AGE


def mark(request: HttpRequest) -> None:
    """Write into the session where and when it was signed in."""
    site = site_of(request)
    request.session[SITE_KEY] = site.pk if site else None
    request.session[SINCE_KEY] = int(time.time())


def follow_sign_in() -> None:
    """Mark every session when somebody signs in; forget the token of a link that was used."""
    user_logged_in.connect(_mark_at_sign_in, dispatch_uid="ratusz_residents.session_of_one_site")
    password_reset.connect(_forget_token, dispatch_uid="ratusz_residents.reset_token_forgotten")


def _mark_at_sign_in(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    # Code that signs somebody in without a real request has no host: the first one will do.
    if request is not None and "SERVER_NAME" in request.META:
        mark(request)


def _forget_token(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    # allauth keeps it in the session, which lies in the database until the session ends.
    request.session.pop(INTERNAL_RESET_SESSION_KEY, None)
