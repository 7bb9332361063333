"""Between the residents' block and the entries."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.addonkit.blocks import BlockContext, Fragment

from .audit_events import CHANGED, EXPORTED, VIEWED
from .events import events, title_of
from .models import Entry, Kind
from .privacy import subject_key
from .wording import object_name, who_words

if TYPE_CHECKING:
    from cms.addonkit.people import Subject

PER_PAGE = 10
PAGE_KEY = "entries"
_TEMPLATE = "audit/views.html"


def own_entries(context: BlockContext) -> Fragment:
    """What officials and the portal did with the data of whoever is signed in."""
    if context.preview or context.site is None:
        return Fragment(_TEMPLATE, sample(context.value))
    paginator = Paginator(entries_about(context.subject), PER_PAGE)
    page = paginator.get_page(context.request.GET.get(PAGE_KEY))
    data = {
        "rows": [_row(entry) for entry in page.object_list],
        "page_obj": page,
        "page_key": PAGE_KEY,
        "url": context.url(),
        "confirmed": context.subject.data_of is not None,
    }
    return Fragment(_TEMPLATE, data)


def entries_about(subject: Subject) -> QuerySet[Entry]:
    """The entries of the subject's municipality about the subject, by others, newest first.

    Those about the account, and, while the identity is confirmed, those about the PESEL. Somebody
    who acts for another person sees that person's, not their own.
    """
    if subject.site_id is None or subject.user_id is None:
        return Entry.objects.none()
    person = subject.data_of
    about = Q(subject_hash=subject_key(person)) if person else Q(pk__in=())
    if subject.acting_for is None:
        about |= Q(subject_user=subject.user_id)
    shown = [event.name for event in events() if event.shown]
    return (
        Entry.objects.filter(about, chain=subject.site_id, event__in=shown)
        .filter(actor_kind__in=[Kind.OFFICIAL, Kind.SYSTEM])
        .order_by("-id")
    )


def sample(value: Any) -> dict[str, Any]:
    """Invented entries for previews."""
    today = timezone.localtime().replace(hour=9, minute=12, second=0, microsecond=0)
    rows = [
        {"what": title_of(event.name), "record": "", "who": who, "at": today - days}
        for event, who, days in (
            (VIEWED, _("Official"), datetime.timedelta(days=1)),
            (CHANGED, _("Official"), datetime.timedelta(days=8)),
            (EXPORTED, _("Administrator"), datetime.timedelta(days=30)),
        )
    ]
    return {"value": value, "rows": rows, "page_obj": None, "url": "#", "confirmed": True}


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "what": title_of(entry.event),
        "record": object_name(entry),
        "who": who_words(entry),
        "at": entry.at,
    }
