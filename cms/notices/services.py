"""Telling people something: the one way in for every app."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cms.addonkit.vault import keyed_hash
from cms.connectors.outbox import Receipt, enqueue

from . import letter as letters
from . import municipality, unsubscribing
from .kinds import Channel, Notice, notice_of
from .letter import Letter
from .models import Message, Preference

if TYPE_CHECKING:
    from wagtail.models import Site

    from cms.addonkit.people import Subject

MAIL = "notices.mail"


def notify(
    kind: str,
    *,
    site: Site,
    user_id: Any = None,
    address: str = "",
    language: str = "",
    values: Mapping[str, Any],
    link: str = "",
    once: str = "",
) -> None:
    """Tell somebody something, in the caller's transaction: it is told, or nothing happened.

    Nothing outside is called: the message lies in the inbox after the commit, and the mail leaves
    by the outbox.

    Args:
        kind: of a declared notice.
        site: in whose name.
        user_id: who is told; their choices decide on the channels, unless the notice is mandatory.
        address: where the mail goes instead of the user's address; without a user, mail only.
        language: of the message; otherwise the user's, or the municipality's first.
        values: exactly the values that the notice names, as text (or what `str` makes one of).
        link: where the matter is: a path of the portal, or an absolute address.
        once: the caller's own mark of the matter; with the same mark nothing is told twice.

    Raises:
        UndeclaredNotice: no app declares the kind.
        ValueError: nobody is told, the values are not those of the notice, or the link is no
            address.

    """
    notice = notice_of(kind)
    if user_id is None and not address:
        message = f"{kind}: say to whom, by a user or an address."
        raise ValueError(message)
    spoken = language or municipality.language_for(user_id, site)
    letter = letters.write(notice, site=site, language=spoken, values=values, link=link)
    with transaction.atomic(savepoint=False):
        channels = channels_for(notice, site=site, user_id=user_id)
        if Channel.INBOX in channels:
            _keep(notice, letter, site=site, user_id=user_id, link=link, once=once)
        to = address or (_address_of(user_id) if Channel.MAIL in channels else "")
        if Channel.MAIL in channels and to:
            mark = keyed_hash(f"{kind}|{user_id}|{to}|{once}", purpose="notices.once")
            _post(notice, letter, site=site, to=to, user_id=user_id, once=mark if once else "")


def rehearse(
    kind: str, *, site: Site, language: str, values: Mapping[str, Any], link: str = ""
) -> None:
    """Do all that `notify` does for an address, and send nothing.

    For answers that must not say whether somebody is known: the same words are written, the same
    rows stored.

    Args:
        kind: as in `notify`.
        site: as in `notify`.
        language: as in `notify`.
        values: as in `notify`.
        link: as in `notify`.

    """
    notice = notice_of(kind)
    letter = letters.write(notice, site=site, language=language, values=values, link=link)
    with transaction.atomic(savepoint=False):
        _post(notice, letter, site=site, to="")


def send(
    *,
    site: Site,
    to: str,
    sender: str,
    subject: str,
    text: str,
    html: str,
    language: str,
    valid_for: datetime.timedelta | None = None,
    headers: Mapping[str, str] | None = None,
    user_id: Any = None,
    once: str = "",
) -> Receipt:
    """Put a finished letter into the outbox; for letters that are no declared notices.

    Args:
        site: the municipality.
        to: the address; empty for a letter that is only rehearsed: it makes the same rows, and
            nothing is sent, so that nobody can tell one from the other by the time it takes.
        sender: the name beside the installation's address.
        subject: one line.
        text: the plain part, frame included.
        html: the HTML part, frame included.
        language: of both.
        valid_for: how long it is of any use; later it is not sent any more.
        headers: further headers, `List-Unsubscribe` for example.
        user_id: whom it is for, when known.
        once: a mark without personal data; the same mark sends nothing twice.

    Raises:
        TooLargeForOutbox: the letter is longer than the outbox takes.

    """
    until = timezone.now() + valid_for if valid_for else None
    payload = {
        "to": to,
        "sender": letters.one_line(sender),
        "subject": letters.one_line(subject),
        "text": text,
        "html": html,
        "language": language,
        "until": until.isoformat() if until else "",
        "headers": dict(headers or {}),
    }
    return enqueue(MAIL, site=site, payload=payload, user_id=user_id, once=once)


def channels_for(notice: Notice, *, site: Site, user_id: Any) -> set[Channel]:
    """The channels by which somebody gets a notice; at most one query."""
    if user_id is None:
        return {Channel.MAIL} & set(notice.channels)
    if notice.mandatory:
        return set(notice.channels)
    refused = Preference.objects.filter(
        site=site, user_id=user_id, topic=notice.topic.name, wanted=False
    ).values_list("channel", flat=True)
    return set(notice.channels) - {Channel(channel) for channel in refused}


def unread_count(user_id: Any, site: Site) -> int:
    """How many messages somebody has not read at a municipality."""
    return Message.objects.filter(site=site, user_id=user_id).unread().count()


def mark_read(subject: Subject, ids: Iterable[UUID] | None = None) -> int:
    """Mark messages of the subject as read.

    Args:
        subject: whose inbox it is.
        ids: which; without it all of them. Those of other people are left alone.

    Returns:
        How many were unread until now.

    """
    mine = Message.objects.visible_to(subject).unread()
    if ids is not None:
        mine = mine.filter(pk__in=list(ids))
    return mine.update(read_at=timezone.now())


def _post(
    notice: Notice, letter: Letter, *, site: Site, to: str, user_id: Any = None, once: str = ""
) -> None:
    way_out = unsubscribing.way_out(notice, site=site, user_id=user_id, language=letter.language)
    letter = replace(letter, refuse_url=way_out.page)
    send(
        site=site,
        to=to,
        sender=letter.sender,
        subject=letter.subject,
        text=letter.mail_text,
        html=letter.mail_html,
        language=letter.language,
        valid_for=notice.valid_for,
        headers=way_out.headers,
        user_id=user_id,
        once=once,
    )


def _keep(
    notice: Notice, letter: Letter, *, site: Site, user_id: Any, link: str, once: str
) -> None:
    message = Message(
        site=site,
        user_id=user_id,
        kind=notice.kind,
        language=letter.language,
        subject=letter.subject,
        text=letter.kept_text,
        link=link,
        once=once,
    )
    Message.objects.bulk_create([message], ignore_conflicts=bool(once))


def _address_of(user_id: Any) -> str:
    model: Any = get_user_model()
    field = model.get_email_field_name()
    found = model._default_manager.filter(pk=user_id, is_active=True).values_list(field, flat=True)
    return found.first() or ""
