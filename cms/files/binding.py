"""What ties an upload or a link to one session: a random value that lives in the session alone.

Signing in keeps it, so that what was attached before is still there; signing out destroys it with
the session, and every link made with it is dead.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cms.addonkit.vault import keyed_hash

if TYPE_CHECKING:
    from django.http import HttpRequest

_KEY = "ratusz_files"
_PURPOSE = "files.session"


def binding_of(request: HttpRequest, *, create: bool = False) -> str:
    """The keyed hash of this session's value.

    Args:
        request: the session's.
        create: make the value when there is none; that may set the session cookie, so only when
            the person has acted.

    Returns:
        64 hexadecimal digits; empty when the session has no value.

    """
    value = request.session.get(_KEY)
    if value is None:
        if not create:
            return ""
        value = secrets.token_urlsafe(32)
        request.session[_KEY] = value
    return keyed_hash(value, purpose=_PURPOSE)
