"""The table of addresses and logins that `manage.py demo` prints."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType

from django.conf import settings
from wagtail.models import Site

from .municipalities import Municipality


def lines_of(
    sites: Sequence[tuple[Municipality, Site]], modules: Iterable[ModuleType]
) -> Iterator[str]:
    """The lines to print.

    Args:
        sites: the municipalities and their sites.
        modules: the apps' `demo` modules. Those with `logins(site)` say who may sign in there, as
            (e-mail, who) pairs; the one with `TOTP_SECRET` says the staff's second factor.

    """
    modules = list(modules)
    for municipality, site in sites:
        yield ""
        yield f"{municipality.name}: {municipality.address}"
        known = [module for module in modules if hasattr(module, "logins")]
        pairs = [pair for module in known for pair in module.logins(site)]
        width = max((len(email) for email, _who in pairs), default=0)
        for email, who in pairs:
            yield f"  {email:<{width}}  {who}"
    yield ""
    yield f"Password of everybody: {settings.RATUSZ_DEMO_PASSWORD}"
    secret = _totp_secret(modules)
    if secret:
        code = totp_code(secret, time.time())
        yield f"Second factor of the staff: secret {secret}, code now {code}"
    yield f"Wagtail admin: http://localhost:{settings.DEMO_PORT}/admin/"
    base = f"http://localhost:{settings.SIMULATORS_PORT}"
    yield f"Simulators: {base}/control/ · mails the portal sent: {base}/mail/"


def totp_code(secret: str, moment: float) -> str:
    """The six digits that an authenticator shows at a moment.

    Args:
        secret: base32.
        moment: seconds since 1970.

    Source: RFC 6238 with its defaults (HMAC-SHA-1, 30 seconds, six digits).

    """
    counter = struct.pack(">Q", int(moment) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


def _totp_secret(modules: Iterable[ModuleType]) -> str:
    default = next((m.TOTP_SECRET for m in modules if hasattr(m, "TOTP_SECRET")), "")
    return str(getattr(settings, "RATUSZ_DEMO_TOTP", default))
