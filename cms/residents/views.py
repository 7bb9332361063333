"""Pages of accounts that allauth does not have, or does not do as we need."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LogoutView
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView


class SignOutView(LogoutView):
    """Signs out by POST, and tells the browser to forget what it kept of the portal."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session and go to the page that says so."""
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


@method_decorator(never_cache, name="dispatch")
class SignedOutView(TemplateView):
    """Says that the session has ended."""

    template_name = "account/signed_out.html"
