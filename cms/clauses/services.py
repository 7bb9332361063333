"""Which notice is in force, publishing, and the proof of who read it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from cms.addonkit.vault import keyed_hash

from .models import Acknowledgement, Clause, State

if TYPE_CHECKING:
    from wagtail.models import Site

EMAIL_PURPOSE = "clauses.email"


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody ticked that they had read a version, at a moment. A form's field gives it."""

    clause_id: int
    at: datetime.datetime


def current(
    site: Site | int, key: str, language: str, *, moment: datetime.datetime | None = None
) -> Clause | None:
    """The notice that is in force. One query.

    Args:
        site: the municipality.
        key: which form asks.
        language: the reader's; where there is none in it, the notice in the default language
            counts. Its `language` says so.
        moment: when; None: now.

    """
    wanted = Clause.objects.in_force(moment or timezone.now()).filter(site=site, key=key)
    languages = (language, settings.LANGUAGE_CODE)
    preference = Case(When(language=language, then=Value(0)), default=Value(1))
    return (
        wanted.filter(language__in=languages)
        .order_by(preference, "-effective_from", "-number")
        .first()
    )


@transaction.atomic
def publish(clause: Clause, *, user: Any) -> Clause:
    """Publish a draft; from then on it does not change.

    Raises:
        ValueError: it is published already.

    """
    draft = Clause.objects.select_for_update().get(pk=clause.pk)
    if not draft.is_draft:
        message = f"Version {draft.pk} is published already."
        raise ValueError(message)
    now = timezone.now()
    draft.state = State.PUBLISHED
    draft.published_at = now
    draft.published_by = user
    # It cannot have been in force before anybody could read it.
    draft.effective_from = max(draft.effective_from or now, now)
    draft.text_hash = draft.hash_now()
    draft.save()
    return draft


@transaction.atomic
def new_draft(clause: Clause) -> Clause:
    """The next version of a notice, with the words of this one; an open draft is used again."""
    same = Clause.objects.filter(site=clause.site_id, key=clause.key, language=clause.language)
    draft = same.filter(state=State.DRAFT).order_by("-number").first()
    if draft is not None:
        return draft
    return Clause.objects.create(
        site_id=clause.site_id,
        key=clause.key,
        language=clause.language,
        title=clause.title,
        text=clause.text,
    )


def before(clause: Clause) -> Clause | None:
    """The published version before this one, for comparing."""
    versions = Clause.objects.filter(
        site=clause.site_id,
        key=clause.key,
        language=clause.language,
        state=State.PUBLISHED,
        number__lt=clause.number,
    )
    return versions.order_by("-number").first()


def acknowledge(
    read: Read, *, user_id: int | None = None, email: str = "", about: str = ""
) -> Acknowledgement:
    """Store the proof, in the transaction that stores the form.

    Args:
        read: what the form's field gave.
        user_id: who, if they have an account.
        email: else their address; only a keyed hash of it is stored.
        about: what it was read for, for example `forms.submission:17`; no personal data.

    Raises:
        ValueError: neither a user nor an address, or the notice is a draft.

    """
    if (user_id is None) == (not email):
        message = "Say who has read it: a user or an e-mail address."
        raise ValueError(message)
    clause = Clause.objects.get(pk=read.clause_id)
    if clause.is_draft:
        message = "Nobody can have read a draft."
        raise ValueError(message)
    return Acknowledgement.objects.create(
        site_id=clause.site_id,
        clause=clause,
        text_hash=clause.text_hash,
        user_id=user_id,
        email_hash=email_key(email) if email else "",
        about=about,
        at=read.at,
    )


def email_key(email: str) -> str:
    """What the proofs of an address are found by: 64 hexadecimal digits."""
    return keyed_hash(email.strip().casefold(), purpose=EMAIL_PURPOSE)


def forget_person(
    *, user_id: int | None = None, email: str = "", site_id: int | None = None
) -> int:
    """Take a person out of the proofs; which version was read when stays.

    Args:
        user_id: the user.
        email: the address of proofs without an account.
        site_id: only of this municipality; None: of all.

    Returns:
        How many proofs are anonymous now.

    """
    theirs = Q(pk__in=())
    if user_id is not None:
        theirs |= Q(user_id=user_id)
    if email:
        theirs |= Q(email_hash=email_key(email))
    if site_id is not None:
        theirs &= Q(site_id=site_id)
    proofs = Acknowledgement.objects.filter(theirs)
    # Past the query set's own method, which refuses every change.
    return QuerySet.update(proofs, user=None, email_hash="", about="")
