"""The check of a password, at a municipality."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.http import HttpRequest

from cms.addonkit.sites import site_of

from .presence import is_known_at


class AccountBackend(AllauthBackend):
    """Lets in who has the password, may sign in, and is somebody at this municipality.

    All refusals look the same: a wrong password, a blocked user, an account of another
    municipality. Each counts as a failed try.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        """The user of the credentials, or None."""
        user = super().authenticate(request, **credentials)
        # allauth keeps a blocked user aside to tell them so; whoever has only guessed the password
        # would learn that it was right.
        self.unstash_authenticated_user()
        if user is None or request is None:
            return user
        return user if is_known_at(user, site_of(request)) else None
