"""The pieces of which a connector's `check` is made.

    def check(self, site):
        access = settings_of(site)
        deadline = Deadline(CHECK_SECONDS)
        return examined(
            lambda: settings_complete({_("address"): access.url}),
            lambda: address_usable(access.url),
            lambda: certificate_valid(access.url, deadline),
            lambda: answers(lambda: self.ask(access, NOBODY, deadline)),
        )

All texts are lazy: the findings are kept and read in every language.
"""

from __future__ import annotations

import datetime
import os
import re
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cryptography import x509
from django.conf import settings
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.ui.formats import date_words

from .base import Finding
from .deadline import Deadline
from .errors import ConnectorError, HostNotAllowed, NotConfigured, TimedOut
from .gate import check_allowed, is_loopback, parse_address, refuse_in_transaction
from .results import Reason
from .sockets import connected
from .tls import trust
from .wording import finding_of

SOON = datetime.timedelta(days=30)
"""A certificate that ends earlier than this is worth a warning."""

VERY_SOON = datetime.timedelta(days=7)
"""One that ends earlier than this is serious."""

_SECRET = re.compile(r"[^:]+:.+", re.DOTALL)
_day = lazy(date_words, str)


def examined(*pieces: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
    """Look piece by piece; what stands behind one that makes the rest pointless is left out.

    Returns:
        The findings, serious ones first.

    """
    found: list[Finding] = []
    for piece in pieces:
        found += piece()
        if any(one.serious and not one.works for one in found):
            break
    return tuple(sorted(found, key=lambda one: not one.serious))


def settings_complete(values: Mapping[Any, object]) -> Iterator[Finding]:
    """A finding for each setting without a value.

    Args:
        values: what people call the setting ▸ its value.

    """
    for name, value in values.items():
        if not value:
            yield Finding(
                format_lazy(_("Not set: {name}."), name=name),
                advice=_("An administrator enters it under Settings."),
                reason=Reason.NOT_CONFIGURED,
            )


def secret_present(name: str, *, pair: bool = False) -> Iterator[Finding]:
    """The environment variable that holds a secret; none is asked for where no name is set.

    Args:
        name: of the variable; its content is never shown.
        pair: whether it must be `user:password`.

    """
    if not name:
        return
    secret = os.environ.get(name, "")
    if not secret:
        message = format_lazy(_("The environment variable {name} is not set."), name=name)
    elif pair and not _SECRET.fullmatch(secret):
        message = format_lazy(_("The variable {name} does not hold user:password."), name=name)
    else:
        return
    yield Finding(
        message,
        advice=_("The operator of the installation sets it and restarts the portal."),
        reason=Reason.NOT_CONFIGURED,
    )


def address_usable(url: str) -> Iterator[Finding]:
    """An http(s) address that the installation allows; a warning for one without encryption."""
    try:
        address = parse_address(url)
        check_allowed(address)
    except (NotConfigured, HostNotAllowed) as error:
        yield finding_of(error)
        return
    if address.scheme == "http" and not is_loopback(address.host):
        yield Finding(
            _("The connection is not encrypted."),
            serious=False,
            advice=_("Ask whoever runs that system for an address that starts with https://."),
        )


def certificate_valid(
    url: str, deadline: Deadline, *, ca_file: str | None = None
) -> Iterator[Finding]:
    """A connection, and how long its certificate is still good; http:// addresses have none.

    Args:
        url: of the system.
        deadline: the end of connecting and shaking hands.
        ca_file: whom to trust instead of the system's authorities; default
            `settings.RATUSZ_OUTBOUND_CA_FILE`.

    """
    refuse_in_transaction()
    try:
        address = parse_address(url)
        if address.scheme != "https":
            return
        check_allowed(address)
        if deadline.expired:
            raise TimedOut("no time was left to look at the certificate")
        authorities = ca_file or getattr(settings, "RATUSZ_OUTBOUND_CA_FILE", "") or ""
        with connected(address.host, address.port, deadline, trust(str(authorities))) as sock:
            ends = ssl.cert_time_to_seconds(str(sock.certificate["notAfter"]))
    except ConnectorError as error:
        yield finding_of(error)
        return
    yield from ends_soon(
        datetime.datetime.fromtimestamp(ends, datetime.UTC),
        _("The certificate of the other side"),
        _("Tell whoever runs that system: they must renew it."),
    )


def certificate_file_valid(path: Path | str, name: Any) -> Iterator[Finding]:
    """A certificate of ours in a file (PEM): there, readable, and not about to end.

    Args:
        path: of the file; the first certificate in it counts.
        name: what people call it, as the beginning of a sentence.

    """
    advice = _("The operator of the installation renews it and puts the new file in place.")
    try:
        certificate = x509.load_pem_x509_certificate(Path(path).read_bytes())
    except (OSError, ValueError):
        message = format_lazy(_("{name}: the file is missing or cannot be read."), name=name)
        yield Finding(message, advice=advice, reason=Reason.NOT_CONFIGURED)
        return
    if certificate.not_valid_before_utc > timezone.now():
        message = format_lazy(
            _("{name} is valid only from {day}."),
            name=name,
            day=_day(certificate.not_valid_before_utc),
        )
        yield Finding(message, advice=advice, reason=Reason.NOT_CONFIGURED)
        return
    yield from ends_soon(certificate.not_valid_after_utc, name, advice)


def ends_soon(ends: datetime.datetime, name: Any, advice: Any) -> Iterator[Finding]:
    """What to say about something that is valid until a moment.

    Args:
        ends: with a time zone.
        name: what people call it, as the beginning of a sentence.
        advice: who renews it.

    """
    left = ends - timezone.now()
    if left <= datetime.timedelta(0):
        message = format_lazy(_("{name} ended on {day}."), name=name, day=_day(ends))
        yield Finding(message, advice=advice, reason=Reason.REFUSED)
    elif left <= SOON:
        message = format_lazy(_("{name} ends on {day}."), name=name, day=_day(ends))
        yield Finding(message, serious=left <= VERY_SOON, advice=advice, works=True)


def answers(ask: Callable[[], object]) -> Iterator[Finding]:
    """A question that reads nobody's data, within the deadline that it carries itself.

    Args:
        ask: asks, or raises `ConnectorError`.

    """
    try:
        ask()
    except ConnectorError as error:
        yield finding_of(error)
