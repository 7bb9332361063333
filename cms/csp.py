"""Content-Security-Policy by path: three static policies, so that cached pages stay valid."""

from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PolicyByPathMiddleware(CSPMiddleware):
    """Strict everywhere; the admin's own under `/admin/`; previews framed by the admin."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> Any:
        """The parts of django-csp's policy for this path."""
        parts = super().get_policy_parts(request, response, report_only)
        if getattr(request, "is_preview", False):
            parts.replace = {**(parts.replace or {}), "frame-ancestors": ["'self'"]}
        elif request.path.startswith("/admin/"):
            parts.replace = {**(parts.replace or {}), **settings.CONTENT_SECURITY_POLICY_ADMIN}
        return parts
