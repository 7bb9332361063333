"""The gate of the Wagtail admin: staff of this municipality only, and only with a second factor.

It stands before every address of the admin, whatever view answers there: Wagtail's own checks are
made view by view, and a new one may forget (CVE-2019-16766 was such an address).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from cms.addonkit.sites import site_of

from . import named, reach, tags
from .roles import ENTER, works_for

# Signing in and resetting passwords happen on the accounts' pages; Wagtail's own stay shut.
_SHUT = ("wagtailadmin_login", "wagtailadmin_password_reset")


class SecondFactorGateMiddleware:
    """Stands after sessions, authentication and allauth's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wire the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, or send to the step that is missing."""
        home = reverse("wagtailadmin_home")
        if not request.path.startswith(home):
            return self.get_response(request)
        if request.path.startswith(tuple(reverse(name) for name in _SHUT)):
            return HttpResponseRedirect(home)
        return self._missing_step(request) or self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Keep officials to what their municipality has, whatever view they call.

        Raises:
            PermissionDenied: the address is for the installation's operator.
            Http404: it names an object of another municipality.

        """
        home = reverse("wagtailadmin_home")
        if not request.path.startswith(home) or request.user.is_superuser:
            return None
        if not may_see_report(request.user, request.path_info) or reach.of_the_operator(request):
            raise PermissionDenied
        reach.require(request, kwargs)
        named.require(request, kwargs)
        if request.resolver_match and request.resolver_match.view_name in tags.ADDRESSES:
            return tags.suggest(request)
        return None

    @staticmethod
    def _missing_step(request: HttpRequest) -> HttpResponse | None:
        """Where the person has to go first; None for who may enter.

        Raises:
            PermissionDenied: signed in, but not to work here.

        """
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not _may_work_here(request):
            raise PermissionDenied
        if not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        if not _used_second_factor(request, user):
            return _ask_code(request)
        return None


def may_see_report(user: Any, path: str) -> bool:
    """Whether a path of the admin is no report, or one that this person may be shown.

    Wagtail's reports list what every municipality of the installation does: they are the
    operator's. A view that ends at the municipality says so with `scoped_by_site`.
    """
    reports = f"{reverse('wagtailadmin_home')}reports/"
    if user.is_superuser or not path.startswith(reports):
        return True
    try:
        view = resolve(path).func
    except Resolver404:
        return True
    return bool(getattr(getattr(view, "view_class", None), "scoped_by_site", False))


def _may_work_here(request: HttpRequest) -> bool:
    user = request.user
    site = site_of(request)
    if site is None or not user.has_perm(ENTER):
        return False
    return user.is_superuser or works_for(user, site)


def _used_second_factor(request: HttpRequest, user: Any) -> bool:
    # Without the user allauth answers an empty list and says nothing.
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def _ask_code(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{query}")
