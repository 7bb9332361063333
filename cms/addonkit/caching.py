"""Who may keep a copy of a page.

A page is public only if it is the same for everybody: each block is for anonymous visitors and
holds no form, and the request carries no cookie that changes the page. Everything else is private
and not stored.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

PUBLIC_SECONDS = 60


def carries_personal_cookie(request: HttpRequest) -> bool:
    """Whether the request has a session, a message for one person, or a look somebody picked."""
    display = getattr(settings, "RATUSZ_DISPLAY_COOKIE", "ratusz_display")
    personal = (settings.SESSION_COOKIE_NAME, "messages", display)
    return any(name in request.COOKIES for name in personal)


def set_cache_headers(response: HttpResponse, request: HttpRequest, *, same_for_all: bool) -> None:
    """Mark a page's answer as public for a minute, or as private and not to be stored."""
    good = response.status_code == 200  # noqa: PLR2004 - HTTP OK
    if same_for_all and good and not carries_personal_cookie(request):
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    else:
        patch_cache_control(response, private=True, no_store=True)
