"""Letters of the accounts: whose name they carry, where their links lead."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from email.utils import formataddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from cms.addonkit.sites import site_of
from cms.theme.context import municipality_of

if TYPE_CHECKING:
    from django.http import HttpRequest


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


def sender(request: HttpRequest) -> str:
    """`From:` of a letter: the municipality's name with the installation's address."""
    return formataddr((municipality_name(request), settings.DEFAULT_FROM_EMAIL))


def write(
    prefix: str,
    to: Sequence[str],
    context: Mapping[str, Any],
    *,
    request: HttpRequest,
    headers: dict[str, str] | None = None,
) -> EmailMultiAlternatives:
    """A letter from the templates `<prefix>_subject.txt`, `_message.txt` and `_message.html`.

    Templates escape for HTML; what is plain text has the escapes taken back.
    """
    data = {
        **context,
        "municipality_name": municipality_name(request),
        "portal_url": absolute(request, "/"),
        "language": get_language(),
    }
    subject = html.unescape(render_to_string(f"{prefix}_subject.txt", data, request))
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=html.unescape(render_to_string(f"{prefix}_message.txt", data, request)).strip(),
        from_email=sender(request),
        to=list(to),
        headers=headers,
    )
    letter.attach_alternative(
        render_to_string(f"{prefix}_message.html", data, request).strip(), "text/html"
    )
    return letter
