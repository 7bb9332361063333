r"""What can be told: declared kinds of notices, with built-in words and the values they hold.

Each app declares its own in a module `notices`, which is imported when Django starts:

    CLOSED = declare(
        Notice(
            "faults.closed",
            _("Report closed"),
            MATTERS,
            names=("number", "title"),
            subject=_("Your report $number is closed"),
            text=_("We have closed your report $number: $title.\n\n$link"),
            action=_("See the report"),
            samples={"number": "Z-2026-0012", "title": _("Hole in the road")},
        )
    )

and tells it with `cms.notices.services.notify("faults.closed", …)`. Kinds and topics are stored:
never rename one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_KIND = 80
LONGEST_TOPIC = 40

# Every message may hold these beside its own.
SHARED_NAMES = ("municipality", "link", "portal")

_KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Channel(models.TextChoices):
    """The ways a message reaches a person."""

    MAIL = "mail", _("E-mail")
    INBOX = "inbox", _("Inbox in the portal")


class Audience(models.TextChoices):
    """Whom a message is written to."""

    RESIDENT = "resident", pgettext_lazy("whom a message is for", "Residents")
    OFFICIAL = "official", pgettext_lazy("whom a message is for", "Officials")
    ANYBODY = "anybody", pgettext_lazy("whom a message is for", "Anybody")


RESIDENT, OFFICIAL, ANYBODY = Audience.RESIDENT, Audience.OFFICIAL, Audience.ANYBODY


@dataclass(frozen=True, slots=True)
class Topic:
    """What people choose by, when they say which messages they want.

    Attributes:
        name: stored.
        title: for people.

    """

    name: str
    title: Any


ACCOUNT = Topic("account", _("Account and safety"))
MONEY = Topic("money", _("Dues and payments"))
MATTERS = Topic("matters", _("Matters and reports"))
OFFICE = Topic("office", _("News from the office"))
WORK = Topic("work", _("Work of the office"))


OPEN = _("Open in the portal")


class UndeclaredNotice(LookupError):
    """No app declares a notice of this kind."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind of message.

    Attributes:
        kind: stored; `<area>.<what happened>`.
        title: for editors, what it says: "Report closed".
        topic: what people choose by.
        names: the values it may hold, beside `SHARED_NAMES`.
        subject: one line with `$name` places (a lazy translation).
        text: paragraphs with `$name` places, a blank line between them (a lazy translation). HTML
            is made of it; a paragraph that is `$link` alone becomes a button.
        channels: how it reaches people.
        mandatory: whether it cannot be refused.
        audience: whom it is written to.
        valid_for: how long a mail is of any use; later it is not sent any more.
        action: what the link does, as its text ("Set a new password").
        samples: name ▸ a value that looks like a real one, for previews.

    """

    kind: str
    title: Any
    topic: Topic
    names: tuple[str, ...]
    subject: Any
    text: Any
    channels: tuple[Channel, ...] = (Channel.MAIL, Channel.INBOX)
    mandatory: bool = False
    audience: Audience = Audience.RESIDENT
    valid_for: datetime.timedelta | None = None
    action: Any = OPEN
    samples: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def allowed(self) -> tuple[str, ...]:
        """All names that may stand in its words."""
        return (*self.names, *SHARED_NAMES)


_declared: dict[str, Notice] = {}


def declare(notice: Notice) -> Notice:
    """Make a kind known.

    Raises:
        ValueError: the kind or a name is malformed, or another notice has the kind.

    """
    if not _KIND.fullmatch(notice.kind) or len(notice.kind) > LONGEST_KIND:
        message = f"{notice.kind!r} is no kind of notice: area.what_happened"
        raise ValueError(message)
    for name in notice.names:
        if not _NAME.fullmatch(name) or name in SHARED_NAMES:
            message = f"{notice.kind}: {name!r} is no name for a value."
            raise ValueError(message)
    if not notice.channels:
        message = f"{notice.kind} reaches nobody."
        raise ValueError(message)
    known = _declared.setdefault(notice.kind, notice)
    if (known.topic.name, known.names) != (notice.topic.name, notice.names):
        message = f"The notice {notice.kind!r} is declared twice."
        raise ValueError(message)
    return known


def notice_of(kind: str) -> Notice:
    """The declared notice of a kind.

    Raises:
        UndeclaredNotice: there is none.

    """
    try:
        return _declared[kind]
    except KeyError:
        message = f"No notice {kind!r} is declared. Declare it in the app's notices.py."
        raise UndeclaredNotice(message) from None


def notices() -> list[Notice]:
    """All declared notices, by kind."""
    return [_declared[kind] for kind in sorted(_declared)]


def topics(audience: Audience | None = None) -> list[Topic]:
    """The topics of the declared notices, in the order of their names.

    Args:
        audience: only those of notices written to these people, or to anybody.

    """
    wanted = {audience, Audience.ANYBODY} if audience else set(Audience)
    found = {notice.topic.name: notice.topic for notice in notices() if notice.audience in wanted}
    return [found[name] for name in sorted(found)]
