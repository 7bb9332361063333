"""Sessions and municipalities; stands directly after Django's authentication."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from . import sessions


class SessionOfOneSiteMiddleware:
    """Ends a session that comes with another municipality's host, or is older than a working day.

    Without a session cookie nobody can be signed in: then the session is not opened at all,
    whatever asks for the user later, and the page stays fit for shared caches.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wire the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, as nobody where the session does not count."""
        if not sessions.has_session(request):
            request.user = AnonymousUser()
        elif not sessions.is_alive(request):
            request.session.flush()
            request.user = AnonymousUser()
        return self.get_response(request)
