"""Messages for later: told at a time, once, unless they have become useless by then.

    remind_at(
        "dues.instalment_due",
        site=site,
        user_id=user.pk,
        at=noon_of(day - timedelta(days=3)),
        useless_after=noon_of(day),
        values={"amount": "130,00 zł", "day": "16 listopada"},
        link="/rozliczenia/",
        once=f"{card}:{number}:{day}",
    )

A reminder is a row. A schedule tells what is due, in the transaction that ends the row, so that any
number of workers tell it once. After a night off it tells what is still of use and leaves the rest.
"""

from __future__ import annotations

import datetime
import json
import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cms.connectors.errors import place_of

from .kinds import notice_of
from .models import Reminder
from .services import notify

if TYPE_CHECKING:
    from wagtail.models import Site

USEFUL_FOR = datetime.timedelta(days=2)
"""How long a reminder is of use when neither the caller nor its notice says so."""

PAUSE = datetime.timedelta(hours=1)
"""Before a reminder that could not be told is tried again."""

KEPT = datetime.timedelta(days=400)
"""How long an ended row keeps the same reminder from being told again."""

SECONDS = 50.0
"""How long one run of the schedule begins further reminders."""

logger = logging.getLogger(__name__)


def remind_at(
    kind: str,
    *,
    site: Site,
    user_id: Any,
    at: datetime.datetime,
    values: Mapping[str, str],
    link: str = "",
    once: str,
    useless_after: datetime.datetime | None = None,
) -> bool:
    """Plan a reminder, or change one that is planned.

    Args:
        kind: of a declared notice.
        site: in whose name.
        user_id: who is reminded.
        at: when, with a time zone.
        values: exactly the values that the notice names, as text; stored encrypted.
        link: where the matter is: a path of the portal, or an absolute address.
        once: the caller's own mark of the matter, without personal data. While the reminder waits,
            the same mark changes it; once it was told, the same mark does nothing.
        useless_after: when nobody needs it any more; otherwise the notice's `valid_for`, or two
            days, after `at`.

    Returns:
        Whether it is planned now; False when it was told already.

    Raises:
        UndeclaredNotice: no app declares the kind.
        ValueError: the values are not those of the notice, a time has no zone, the mark is empty,
            or it is useless before it is due.

    """
    notice = notice_of(kind)
    until = useless_after or at + (notice.valid_for or USEFUL_FOR)
    if set(values) != set(notice.names):
        message = f"{kind} needs exactly these values: {', '.join(notice.names)}."
        raise ValueError(message)
    if timezone.is_naive(at) or timezone.is_naive(until) or until <= at or not once:
        message = f"{kind}: a reminder needs times with a zone, in order, and a mark."
        raise ValueError(message)
    wanted = {
        "user_id": user_id,
        "due_at": at,
        "useless_after": until,
        "content": json.dumps({"values": dict(values), "link": link}, ensure_ascii=False),
    }
    with transaction.atomic():
        same = Reminder.objects.select_for_update()
        row, made = same.get_or_create(site=site, kind=kind, once=once, defaults=wanted)
        if made:
            return True
        if row.ended_at is not None:
            return False
        for name, value in wanted.items():
            setattr(row, name, value)
        row.save(update_fields=list(wanted))
    return True


def cancel(kind: str, *, site: Site, once: str) -> bool:
    """Forget a reminder that waits. Returns whether there was one."""
    count, _rows = Reminder.objects.waiting().filter(site=site, kind=kind, once=once).delete()
    return bool(count)


def tell_due(site: Site) -> int:
    """Tell what is due at a municipality, what has waited longest first; the schedule.

    Returns:
        How many were told.

    """
    now = timezone.now()
    Reminder.objects.waiting().filter(site=site, useless_after__lte=now).update(
        ended_at=now, content=""
    )
    told, end = 0, time.monotonic() + SECONDS
    due = Reminder.objects.waiting().filter(site=site, due_at__lte=now).order_by("due_at", "pk")
    for row_id in list(due.values_list("pk", flat=True)):
        if time.monotonic() > end:
            break
        told += _tell(row_id, site, now)
    return told


def tidy(site: Site) -> None:
    """Drop rows that ended long ago; a schedule."""
    Reminder.objects.filter(site=site, ended_at__lt=timezone.now() - KEPT).delete()


def _tell(row_id: int, site: Site, now: datetime.datetime) -> bool:
    """Tell one reminder, unless another worker did. A failing one waits, and harms no other."""
    try:
        with transaction.atomic():
            # The update takes the row: whoever comes second finds it ended and tells nothing.
            mine = Reminder.objects.waiting().filter(pk=row_id, due_at__lte=now)
            if not mine.update(ended_at=now):
                return False
            row = Reminder.objects.get(pk=row_id)
            content = json.loads(row.content)
            notify(
                row.kind,
                site=site,
                user_id=row.user_id,
                values=content["values"],
                link=content["link"],
                once=f"reminder:{row.pk}",
            )
            Reminder.objects.filter(pk=row_id).update(content="")
    except Exception as error:  # noqa: BLE001 - a wording, a link or a missing app may spoil one
        logger.error("reminder %s could not be told: %s", row_id, place_of(error))
        Reminder.objects.waiting().filter(pk=row_id).update(due_at=now + PAUSE)
        return False
    return True
