"""Links to private files: they work for a short while, in one session, for one person.

Copied to somebody else, or used after signing out, a link is an address of nothing. It holds no
name and no number of the file that could be counted up.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from cms.addonkit.people import subject_of

from .binding import binding_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .models import PrivateFile

SECONDS = 15 * 60
_SALT = "ratusz.files.link"
_BINDING = 16  # characters of the binding; the signature protects the rest


class BadLink(Exception):
    """The link was changed, or is not this session's."""


class OldLink(BadLink):
    """The link was this session's, and its time is over."""


def link_to(file: PrivateFile, request: HttpRequest) -> str:
    """An address at which the person of this request can save the file.

    Make it while the page is rendered that shows it, and only for files that the person may open;
    opening checks both again.
    """
    payload = _payload(file.key, request, create=True)
    return reverse("ratusz_file", args=[signing.dumps(payload, salt=_SALT)])


def key_of(token: str, request: HttpRequest) -> uuid.UUID:
    """Which file a link leads to.

    Raises:
        OldLink: its time is over.
        BadLink: it is not a link of this session.

    """
    seconds = getattr(settings, "RATUSZ_FILE_LINK_SECONDS", SECONDS)
    old = False
    try:
        payload = signing.loads(token, salt=_SALT, max_age=seconds)
    except signing.SignatureExpired:
        old = True
        payload = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise BadLink from None
    found = uuid.UUID(hex=payload[0])
    mine = _payload(found, request)
    if not mine[1] or not constant_time_compare("|".join(payload), "|".join(mine)):
        raise BadLink
    if old:
        raise OldLink
    return found


def _payload(key: uuid.UUID, request: HttpRequest, *, create: bool = False) -> list[str]:
    user_id = subject_of(request).user_id
    return [key.hex, binding_of(request, create=create)[:_BINDING], str(user_id or "")]
