"""Letters of the accounts: which notice each is, whose name it carries, where its link leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Site

from cms.addonkit.sites import site_of
from cms.notices import services
from cms.notices.kinds import Notice
from cms.theme.context import municipality_of
from cms.ui.formats import datetime_words

from . import notices

if TYPE_CHECKING:
    from django.http import HttpRequest

# allauth's name of a letter ▸ ours, and the value that holds its link.
LETTERS: Mapping[str, tuple[Notice, str]] = {
    "account/email/password_reset_key": (notices.PASSWORD_RESET, "password_reset_url"),
    "account/email/email_confirmation": (notices.CONFIRM_ADDRESS, "activate_url"),
    "account/email/email_confirmation_signup": (notices.CONFIRM_ADDRESS, "activate_url"),
    "account/email/password_changed": (notices.PASSWORD_CHANGED, ""),
    "account/email/password_reset": (notices.PASSWORD_CHANGED, ""),
    "mfa/email/totp_activated": (notices.CODES_ON, ""),
    "mfa/email/totp_deactivated": (notices.CODES_OFF, ""),
    "mfa/email/recovery_codes_generated": (notices.SPARE_CODES, ""),
}


def absolute(request: HttpRequest, path: str) -> str:
    """The address of a path on the municipality's own host.

    The host stands in the Wagtail Site. The request's Host header is not used: its port is chosen
    by whoever sends it, and a letter would carry it to the account's owner.
    """
    site = site_of(request)
    return f"{site.root_url}{path}" if site else request.build_absolute_uri(path)


def municipality_name(request: HttpRequest) -> str:
    """The name a letter carries, on one line."""
    return " ".join(municipality_of(request).name.split())


def send(prefix: str, to: str, context: Mapping[str, Any], *, request: HttpRequest) -> None:
    """Put a letter of allauth's into the outbox, in the language of the request.

    Args:
        prefix: allauth's name of it.
        to: the address; empty for a letter that is only rehearsed: the same work, and nothing sent.
        context: what allauth gives to the letter.
        request: of the municipality.

    Raises:
        KeyError: we have no such letter.

    """
    notice, link = LETTERS[prefix]
    values = {"when": datetime_words(context["timestamp"])} if "when" in notice.names else {}
    tell = {
        "site": site_of(request) or Site.objects.get(is_default_site=True),
        "language": get_language() or settings.LANGUAGE_CODE,
        "values": values,
        "link": str(context[link]) if link else "",
    }
    if to:
        services.notify(notice.kind, address=to, **tell)
    else:
        services.rehearse(notice.kind, **tell)
