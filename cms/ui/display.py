"""The look that a person picks: light, dark or high contrast.

It is remembered in a cookie that is set only when somebody picks a look, so nobody needs to be
asked for consent. Without a pick the page follows the device.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

SCHEMES = ("light", "dark", "contrast")
# Takes the pick back: the page follows the device again.
DEVICE = "device"
COOKIE_AGE = 365 * 24 * 60 * 60  # seconds


def cookie_name() -> str:
    """The name of the cookie; caches in front of the portal have to know it."""
    return getattr(settings, "RATUSZ_DISPLAY_COOKIE", "ratusz_display")


def scheme_of(request: HttpRequest | None) -> str:
    """The scheme that this person picked; empty when they picked none, or when it is unknown."""
    chosen = request.COOKIES.get(cookie_name(), "") if request is not None else ""
    return chosen if chosen in SCHEMES else ""


# Public pages carry no token, so that they can be cached; the worst a forged post does is change
# the colours of one browser.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the posted `scheme` and go back to `next`, an address on this host.

    `device` forgets the pick. A script that has changed the colours already sends
    `X-Requested-With: fetch` and gets 204. Anything but a known scheme is 400.
    """
    scheme = request.POST.get("scheme", "")
    if scheme not in (*SCHEMES, DEVICE):
        return HttpResponse(status=400)
    response = (
        HttpResponse(status=204)
        if request.headers.get("X-Requested-With") == "fetch"
        else HttpResponseRedirect(_way_back(request))
    )
    if scheme == DEVICE:
        response.delete_cookie(cookie_name(), samesite="Lax")
    else:
        response.set_cookie(
            cookie_name(),
            scheme,
            max_age=COOKIE_AGE,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def _way_back(request: HttpRequest) -> str:
    """The posted `next` where it is a path of this host, else the home page."""
    target = request.POST.get("next", "")
    safe = target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else "/"
