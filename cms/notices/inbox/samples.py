"""Invented messages for previews: never a resident's."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cms.notices.kinds import MATTERS, MONEY

SUBJECT = gettext_lazy("The answer of the office is ready")


def inbox(value: Any) -> dict[str, Any]:
    """The list."""
    rows = _rows()
    return {
        "value": value,
        "rows": rows,
        "page_obj": None,
        "counts": {"all": len(rows), "unread": 1},
        "url": "#",
        "unread_url": "#",
        "mark_all_url": "",
        "choices_url": "#",
    }


def message() -> dict[str, Any]:
    """One message."""
    text = _("Your matter has been dealt with. You can read the answer in the portal.")
    urls = {
        "link": "#",
        "action": _("Open the matter"),
        "inbox_url": "#",
        "mark_url": "",
        "delete_url": "#",
    }
    return {**_rows()[0], "text": text, **urls}


def unread(value: Any) -> dict[str, Any]:
    """The card of a dashboard."""
    return {"value": value, "count": 1, "rows": _rows()[:1], "url": "#"}


def choices() -> list[dict[str, Any]]:
    """Topics with their boxes."""
    mail = {"name": "", "label": _("E-mail"), "checked": True}
    return [
        {"title": topic.title, "hint": "", "boxes": [{**mail, "id": f"sample-{topic.name}"}]}
        for topic in (MATTERS, MONEY)
    ]


def _rows() -> list[dict[str, Any]]:
    now = timezone.localtime().replace(hour=9, minute=12, second=0, microsecond=0)
    return [
        {
            "subject": subject,
            "about": about,
            "at": now - datetime.timedelta(days=days),
            "unread": not days,
            "lang": "",
            "url": "#",
        }
        for subject, about, days in (
            (SUBJECT, pgettext("sample", "Matter dealt with"), 0),
            (_("An instalment is due soon"), pgettext("sample", "Reminder"), 6),
        )
    ]
