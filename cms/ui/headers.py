"""Headers of every answer that Django gives; static files pass by before this."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_path

from cms.addonkit.caching import carries_personal_cookie

PERMISSIONS_POLICY = ", ".join(
    [
        "accelerometer=()",
        "browsing-topics=()",
        "camera=()",
        "display-capture=()",
        "geolocation=(self)",  # "use my location" in a report of a fault
        "gyroscope=()",
        "magnetometer=()",
        "microphone=()",
        "midi=()",
        "payment=()",
        "usb=()",
    ]
)
PRIVATE = "private, no-store"
# Django keeps a message for the next page here when there is no session.
MESSAGES_COOKIE = "messages"


class ResponseHeadersMiddleware:
    """Keeps personal answers out of every cache, and public ones from being kept once a language.

    Stands outside the session's and the locale's middleware, below the one of static files.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wire the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then complete the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not _is_static(request):
            _keep_private(request, response)
            _forget_accept_language(request, response)
        return response


def _is_static(request: HttpRequest) -> bool:
    prefix = settings.STATIC_URL or ""
    return prefix.startswith("/") and request.path.startswith(prefix)


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """Private unless the view said otherwise, and always for a person whom we can tell apart."""
    personal = carries_personal_cookie(request) or MESSAGES_COOKIE in request.COOKIES
    # A cookie that this answer sets must not be handed to the next visitor.
    if personal or response.cookies or not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = PRIVATE


def _forget_accept_language(request: HttpRequest, response: HttpResponse) -> None:
    """An address without a language prefix is always in the default language.

    Django varies those answers by `Accept-Language` all the same, which makes a shared cache keep
    one copy for every browser's list of languages.
    """
    if get_language_from_path(request.path_info) or not response.has_header("Vary"):
        return
    kept = [name.strip() for name in response.headers["Vary"].split(",")]
    kept = [name for name in kept if name.lower() != "accept-language"]
    del response.headers["Vary"]
    if kept:
        response.headers["Vary"] = ", ".join(kept)
