"""What allauth asks us: who may enter, where to go next, what letters say and link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.addonkit.sites import site_of

from . import letters
from .models import Resident

if TYPE_CHECKING:
    from django.http import HttpRequest

# Where signing in ends, by language; a foreign project names its own.
DASHBOARD_PATHS = {"pl": "/pulpit/", "en": "/en/dashboard/", "uk": "/uk/panel/"}
RESET_LETTER = "account/email/password_reset_key"


class AccountAdapter(DefaultAccountAdapter):
    """Our answers; everything that is not here is allauth's default."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for every refusal: it must not say what was right.
        "email_password_mismatch": _(
            "Check the e-mail address and the password. "
            "An account works only in the municipality where it was made."
        ),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "enter_current_password": _("This is not your password. Type it again."),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
    }

    # -- who ------------------------------------------------------------------------------------

    def clean_email(self, email: str) -> str:
        """The one spelling of an address, as the user class stores it."""
        return str(get_user_model()._default_manager.normalize_email(email))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers on their own yet: the page says how to get an account."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """A blocked account gets no page of its own: that would confirm the password."""
        return HttpResponseRedirect(reverse("account_login"))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # The account alone. allauth adds the Host header, whose port anybody may choose: each port
        # would have a count of its own.
        return self.clean_email(str(credentials.get("email", "")))

    # -- where to -------------------------------------------------------------------------------

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Residents go to their dashboard, people who only work here to the admin."""
        site = site_of(request)
        user: Any = request.user
        if Resident.objects.filter(user=user, site=site).exists():
            return dashboard_path()
        return reverse("wagtailadmin_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The page that confirms it."""
        return reverse("account_signed_out")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """All sessions have ended, so the next step is to sign in."""
        return reverse("account_reset_password_from_key_done")

    def is_safe_url(self, url: str) -> bool:
        """Only this host; allauth would also allow the other municipalities' hosts."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    # -- letters --------------------------------------------------------------------------------

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the letter, on the municipality's own host whatever the request says."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return letters.absolute(self.request, path.replace("UID-KEY", key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link that confirms an address."""
        return letters.absolute(
            request, reverse("account_confirm_email", args=[emailconfirmation.key])
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a letter into the outbox: no page waits for the mail server."""
        letters.send(template_prefix, email, context, request=self.request)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """To the stored address: the typed one may only look like it."""
        self.send_mail(RESET_LETTER, user.email, context)

    def rehearse_password_reset_mail(self, email: str) -> None:
        """Do the same work for an unknown address, so that the answer takes as long."""
        link = self.get_reset_password_from_key_url("0-000000-" + "0" * 32)
        letters.send(RESET_LETTER, "", {"password_reset_url": link}, request=self.request)


def dashboard_path() -> str:
    """Where a resident lands after signing in, in the language of the request."""
    paths: dict[str, str] = getattr(settings, "RATUSZ_DASHBOARD_PATHS", DASHBOARD_PATHS)
    return paths.get(get_language() or "") or paths.get(settings.LANGUAGE_CODE, "/")
