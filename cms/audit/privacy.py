"""What an entry may hold: no personal data in clear, no unknown keys, no control characters."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cms.addonkit.people import Pesel
from cms.addonkit.vault import keyed_hash

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .events import Event

SUBJECT_PURPOSE = "audit.subject"
LONGEST_VALUE = 200
_PESEL_LENGTH = 11
_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{11}(?!\d)")
_SPACED_DIGITS = re.compile(r"\d(?:[ \u00a0-]?\d){10,}")
_ADDRESS = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")

Detail = Mapping[str, str | int | bool]


class DetailRefused(ValueError):
    """What should be recorded holds, or may hold, personal data. The message never repeats it."""


def subject_key(pesel: Pesel) -> str:
    """What a person is found by in the audit: 64 hexadecimal digits.

    Not the hash by which residents are found: the two cannot be joined.
    """
    return keyed_hash(pesel.reveal(), purpose=SUBJECT_PURPOSE)


def checked_detail(event: Event, detail: Detail) -> dict[str, str | int | bool]:
    """The detail as it is stored.

    Raises:
        DetailRefused: a key is not declared with the event, or a value is of another type, too
            long, or looks like personal data.

    """
    unknown = sorted(detail.keys() - set(event.keys))
    if unknown:
        message = f"{event.name} declares no detail {', '.join(unknown)}."
        raise DetailRefused(message)
    return {key: _checked(value, f"{event.name}: {key}") for key, value in detail.items()}


def checked_text(value: str, what: str, longest: int) -> str:
    """A text without control characters.

    Raises:
        DetailRefused: it is too long or looks like personal data.

    """
    text = _CONTROLS.sub(" ", value)
    if len(text) > longest:
        message = f"{what} is longer than {longest} characters."
        raise DetailRefused(message)
    if _ELEVEN_DIGITS.search(text) or _holds_spaced_pesel(text) or _ADDRESS.search(text):
        message = f"{what} looks like a PESEL or an e-mail address."
        raise DetailRefused(message)
    return text


def _checked(value: Any, what: str) -> str | int | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        if len(str(abs(value))) >= _PESEL_LENGTH:
            message = f"{what} is a number of eleven digits or more."
            raise DetailRefused(message)
        return value
    if not isinstance(value, str):
        message = f"{what} must be a text, a whole number or a truth value."
        raise DetailRefused(message)
    return checked_text(value, what, LONGEST_VALUE)


def _holds_spaced_pesel(text: str) -> bool:
    """Whether digits with spaces or hyphens between them are a valid number."""
    for run in _SPACED_DIGITS.findall(text):
        digits = re.sub(r"\D", "", run)
        if len(digits) == _PESEL_LENGTH:
            try:
                Pesel(digits)
            except ValueError:
                continue
            return True
    return False


def network_of(request: HttpRequest | None) -> str:
    """The network a request came from: the address without its last part.

    Enough to tell the office from elsewhere, and too little to tell neighbours apart.
    """
    if request is None:
        return ""
    try:
        address = ipaddress.ip_address(_client_address(request))
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    prefix = 24 if address.version == 4 else 48  # noqa: PLR2004 - IP versions
    return str(ipaddress.ip_network((address, prefix), strict=False))


def _client_address(request: HttpRequest) -> str:
    """The nearest address that no proxy of ours has: X-Forwarded-For counts from its right end."""
    proxies = int(getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0))
    address = str(request.META.get("REMOTE_ADDR", ""))
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        return hops[-proxies] if len(hops) >= proxies else ""
    return address


def pseudonym(value: str, *, purpose: str) -> str:
    """A short keyed hash by which equal values are recognized in details, of letters only.

    Letters, so that no run of digits in it is taken for a number of a person.
    """
    return keyed_hash(value, purpose=f"audit.{purpose}")[:20].translate(_LETTERS)
