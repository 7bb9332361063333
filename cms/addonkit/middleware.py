"""What each request needs: a fresh memory, the site's languages, gated endpoints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

from .editing import open_from
from .languages import SiteLanguages
from .request_state import fresh_state
from .sites import site_of
from .switch import is_enabled

MACHINE_PREFIX = "/_addons/"
# Endpoints are written by others: TRACE and its kin never reach them.
MACHINE_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class AddonkitMiddleware:
    """Stands after authentication, close to the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wire the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within a memory of its own."""
        with fresh_state():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse languages the site does not have, and endpoints of add-ons that are off.

        Raises:
            Http404: the site has no pages in the language of the address.

        """
        if request.path.startswith(MACHINE_PREFIX):
            return self._gate(request)
        open_from(request.resolver_match)
        language = translation.get_language()
        if language != settings.LANGUAGE_CODE and request.path.startswith(f"/{language}/"):
            site = site_of(request)
            if site is not None and language not in SiteLanguages.of(site):
                message = "This site has no pages in that language."
                raise Http404(message)
        return None

    @staticmethod
    def _gate(request: HttpRequest) -> HttpResponse | None:
        # A response, not Http404: machines must not be redirected to a page in some language.
        if request.method not in MACHINE_METHODS:
            return JsonResponse({"error": "method not allowed"}, status=405)
        slug = request.path.removeprefix(MACHINE_PREFIX).split("/", 1)[0]
        if is_enabled(slug, site_of(request)):
            return None
        return JsonResponse({"error": "not found"}, status=404)
