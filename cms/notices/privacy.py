"""What is kept of a person here: to be given to them, and to be erased."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from .models import Message, Preference, Reminder

if TYPE_CHECKING:
    from wagtail.models import Site


def export_of_user(user_id: Any, site: Site) -> dict[str, list[dict[str, Any]]]:
    """All that a municipality keeps of somebody's messages, in JSON types.

    Returns:
        `messages` (newest first), `choices` and `reminders` that wait; times in ISO 8601.

    """
    mine = {"site": site, "user_id": user_id}
    return {
        "messages": [
            {
                "kind": row.kind,
                "language": row.language,
                "subject": row.subject,
                "text": row.text,
                "link": row.link,
                "sent": row.created_at.isoformat(),
                "read": row.read_at.isoformat() if row.read_at else None,
            }
            for row in Message.objects.filter(**mine)
        ],
        "choices": [
            {"topic": row.topic, "channel": row.channel, "wanted": row.wanted}
            for row in Preference.objects.filter(**mine).order_by("topic", "channel")
        ],
        "reminders": [
            {"kind": row.kind, "due": row.due_at.isoformat(), **json.loads(row.content)}
            for row in Reminder.objects.waiting().filter(**mine).order_by("due_at", "pk")
        ],
    }


@transaction.atomic
def erase_of_user(user_id: Any, site: Site) -> dict[str, int]:
    """Erase it. Mails that still wait in the outbox are the outbox's, and end there.

    Returns:
        How many rows of each kind were erased, under the keys of `export_of_user`.

    """
    mine = {"site": site, "user_id": user_id}
    return {
        "messages": Message.objects.filter(**mine).delete()[0],
        "choices": Preference.objects.filter(**mine).delete()[0],
        "reminders": Reminder.objects.filter(**mine).delete()[0],
    }
