"""What must hold before a socket opens: an allowed address, and no open database transaction."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from .errors import HostNotAllowed, NotConfigured, OutboundInTransaction

_PORTS = {"http": 80, "https": 443}
_ENTRY = re.compile(r"(?:(http|https)://)?(\[[0-9a-f:.]+\]|[a-z0-9.-]+):([0-9]{1,5})")
_VISIBLE_ASCII = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a call goes, taken apart once: what is checked is what is connected to."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as sent."""

    @property
    def authority(self) -> str:
        """`host:port`, as the allow-list writes it."""
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def host_header(self) -> str:
        """The value of the Host header; the scheme's own port is left out."""
        if self.port == _PORTS[self.scheme]:
            return _bracketed(self.host)
        return self.authority


@dataclass(frozen=True, slots=True)
class Permit:
    """One entry of the allow-list."""

    authority: str
    plain: bool
    """Whether unencrypted HTTP is allowed there."""
    loopback: bool
    """Whether it is this machine."""

    @classmethod
    def parse(cls, entry: str) -> Permit:
        """Read an entry of `RATUSZ_OUTBOUND_HOSTS`.

        Args:
            entry: `host:port` means TLS only (on this machine's loopback also plain HTTP);
                `http://host:port` allows plain HTTP in so many words, for an office network
                without TLS; `https://host:port` is the same as `host:port` but never plain.

        Raises:
            ValueError: it is none of these.

        """
        match = _ENTRY.fullmatch(entry.strip().lower())
        if match is None or not 0 < int(match[3]) < 2**16:
            message = f"{entry!r} is not host:port."
            raise ValueError(message)
        scheme, host = match[1], match[2]
        loopback = is_loopback(host.strip("[]"))
        return cls(
            authority=f"{host}:{int(match[3])}",
            plain=scheme == "http" or (scheme is None and loopback),
            loopback=loopback,
        )


def parse_address(url: str) -> Address:
    """Take a URL apart.

    Raises:
        NotConfigured: it is no absolute http(s) URL of visible ASCII, or it carries a password.

    """
    try:
        parts = urlsplit(url if _VISIBLE_ASCII.fullmatch(url) else "")
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc or port == 0:
        message = "the address is not an http or https URL"
        raise NotConfigured(message)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], target)


def check_allowed(address: Address) -> None:
    """Refuse an address that the installation does not list.

    The names are compared, not what they resolve to: municipal systems live on private networks.

    Raises:
        HostNotAllowed: it is not in `settings.RATUSZ_OUTBOUND_HOSTS`, or is listed for TLS only.

    """
    entries = getattr(settings, "RATUSZ_OUTBOUND_HOSTS", ())
    matching = [
        permit for permit in map(Permit.parse, entries) if permit.authority == address.authority
    ]
    if not matching:
        message = f"{address.authority} is not in RATUSZ_OUTBOUND_HOSTS"
        raise HostNotAllowed(message)
    if address.scheme == "http" and not any(permit.plain for permit in matching):
        message = f"{address.authority} is allowed with TLS only"
        raise HostNotAllowed(message)


def refuse_in_transaction() -> None:
    """Refuse while any database of this thread has an open transaction.

    The transaction that Django's own test case opens around a test does not count.

    Raises:
        OutboundInTransaction: there is one.

    """
    for connection in connections.all(initialized_only=True):
        blocks: list[Any] = [
            block
            for block in connection.atomic_blocks
            if not getattr(block, "_from_testcase", False)
        ]
        manual = not connection.in_atomic_block and not connection.autocommit
        if blocks or (manual and connection.connection is not None):
            message = (
                f"An outside system was called inside a transaction of {connection.alias!r}: "
                "ask first, then write."
            )
            raise OutboundInTransaction(message)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
