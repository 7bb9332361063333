"""The second factor: its secrets at rest, and the session that has just set it up."""

from __future__ import annotations

import base64
import logging
import secrets
from typing import Any

import qrcode
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from cms.addonkit import vault

from . import letters

logger = logging.getLogger(__name__)

VAULT_CONTEXT = "allauth.mfa.Authenticator.data"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our answers; everything that is not here is allauth's default."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "The code does not fit or was used already. Type the one the app shows now."
        ),
        "unverified_email": _("Confirm your e-mail address first."),
        "cannot_generate_recovery_codes": _("Set up the app first; then make spare codes."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return vault.encrypt(text.encode(), context=VAULT_CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; one that nobody knows where it does not open.

        Then no code fits, and the page says so. An empty secret would let codes of nothing in.
        """
        try:
            return vault.decrypt(encrypted_text, context=VAULT_CONTEXT).decode()
        except vault.SealBroken as error:
            logger.error("a second factor does not open: %s", error)
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_issuer(self) -> str:
        """The name that the app shows beside the code."""
        return letters.municipality_name(allauth_context.request)

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white paper: readers of codes need it on dark screens too."""
        picture = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(picture.to_string(), "ascii")


def follow_use() -> None:
    """Listen to what people do with their second factor."""
    authenticator_added.connect(_set_up, dispatch_uid="ratusz_residents.second_factor_set_up")
    authenticator_used.connect(_used, dispatch_uid="ratusz_residents.second_factor_used")


def _set_up(
    sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    # Setting up took a code of the app: asking for the next one at once proves nothing more.
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type
        )
        request.session.cycle_key()


def _used(sender: Any, request: HttpRequest, reauthenticated: bool, **kwargs: Any) -> None:
    # At sign-in Django changes the session's key itself, a moment later.
    if reauthenticated:
        request.session.cycle_key()
