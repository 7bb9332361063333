"""Links by which the reader of a mail refuses its topic, without signing in.

The token says whose choice of which topic at which municipality, signed. It opens nothing: all it
can do is to stop mails that the person can order again. It works as long as the mail is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from . import preferences
from .kinds import Channel, Notice, Topic, notices

if TYPE_CHECKING:
    from wagtail.models import Site

SALT = "ratusz.notices.unsubscribe"
# RFC 8058: the mail program posts this to the address in List-Unsubscribe.
ONE_CLICK = "List-Unsubscribe=One-Click"


class BadToken(Exception):
    """The token was not made here, or means nothing any more."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a token asks for."""

    user_id: Any
    topic: Topic


@dataclass(frozen=True, slots=True)
class WayOut:
    """What a letter carries so that its topic can be refused."""

    page: str = ""
    """For people."""

    headers: Mapping[str, str] = field(default_factory=dict)
    """For mail programs (RFC 2369, RFC 8058)."""


def token_for(notice: Notice, *, site: Site, user_id: Any) -> str:
    """The token in the mails of a topic to somebody."""
    return signing.dumps([site.pk, str(user_id), notice.topic.name], salt=SALT)


def read(token: str, site: Site | None) -> Refusal:
    """What a token asks for at a municipality.

    Raises:
        BadToken: it is not ours, another municipality's, or its person or topic is gone.

    """
    try:
        site_id, user_id, name = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadToken from None
    topic = next((each.topic for each in notices() if each.topic.name == name), None)
    if topic is None or site is None or site_id != site.pk:
        raise BadToken
    # Whoever erased their account since gets no mails anyway.
    user_id = get_user_model()._default_manager.filter(pk=user_id).values_list("pk", flat=True)
    if not user_id:
        raise BadToken
    return Refusal(user_id[0], topic)


def refuse(refusal: Refusal, site: Site) -> bool:
    """Store that somebody wants no mails of a topic. Returns whether they did until now."""
    wanted = {(refusal.topic.name, Channel.MAIL): False}
    return preferences.choose(site, refusal.user_id, wanted, actor=None)


def way_out(notice: Notice, *, site: Site, user_id: Any, language: str) -> WayOut:
    """How the reader of a letter refuses its topic; nothing where nobody can refuse.

    A letter without it is still sent: a project that mounts no such page has none.
    """
    if user_id is None or notice.mandatory:
        return WayOut()
    token = token_for(notice, site=site, user_id=user_id)
    try:
        with translation.override(language):
            page = reverse("ratusz_unsubscribe", args=[token])
        one_click = reverse("notices:unsubscribe", args=[token])
    except NoReverseMatch:
        return WayOut()
    headers = {
        "List-Unsubscribe": f"<{site.root_url}{one_click}>",
        "List-Unsubscribe-Post": ONE_CLICK,
    }
    return WayOut(f"{site.root_url}{page}", headers)
