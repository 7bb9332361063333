"""Sending the daily summary: on working mornings, to each once, in their language."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.notices import municipality
from cms.notices.models import DigestSettings
from cms.notices.notices import DIGEST
from cms.notices.services import channels_for, notify

from .collecting import collect
from .lines import Digest, Line, Section
from .models import When
from .recipients import recipients_of

if TYPE_CHECKING:
    from wagtail.models import Site

LATEST = datetime.time(16, 0)
"""After a night off that lasted longer, nobody needs the summary of that morning any more."""

SATURDAY = 5


def send_morning(site: Site) -> int:
    """Send the summary of today; the schedule.

    It may run again after a crash: nobody gets the summary of a day twice.

    Returns:
        To how many people it was sent.

    """
    now = timezone.localtime()
    when = DigestSettings.for_site(site).when
    if when == When.NEVER or now.time() > LATEST or not works(now.date(), site):
        return 0
    collected: dict[str, Digest] = {}
    sent = 0
    for user in recipients_of(site):
        if not channels_for(DIGEST, site=site, user_id=user.pk):
            continue
        language = municipality.language_for(user.pk, site)
        with translation.override(language):
            if language not in collected:
                collected[language] = collect(site)
            if collected[language].count or when == When.ALWAYS:
                _tell(user, site, collected[language], now.date(), language)
                sent += 1
    return sent


def works(day: datetime.date, site: Site) -> bool:
    """Whether the office works on a day: asked of the project, else Monday to Friday.

    `RATUSZ_WORKING_DAY` names a function (day, site) ▸ truth value.
    """
    path = getattr(settings, "RATUSZ_WORKING_DAY", "")
    if not path:
        return day.weekday() < SATURDAY
    asked: Callable[[datetime.date, Site], bool] = import_string(path)
    return asked(day, site)


def as_text(digest: Digest, root_url: str) -> str:
    """The summary as paragraphs of plain text, in the language that is active."""
    if not digest.sections:
        return _("Nothing needs anybody today. Everything that was asked has answered.")
    return "\n\n".join(_section(section, root_url) for section in digest.sections)


def _tell(user: Any, site: Site, digest: Digest, day: datetime.date, language: str) -> None:
    summary = ngettext("%(count)d thing needs you", "%(count)d things need you", digest.count)
    notify(
        DIGEST.kind,
        site=site,
        user_id=user.pk,
        language=language,
        values={
            "day": date_format(day, "DATE_FORMAT"),
            "summary": summary % {"count": digest.count} if digest.count else _("nothing waits"),
            "report": as_text(digest, site.root_url),
        },
        link=_admin_path(),
        once=day.isoformat(),
    )


def _section(section: Section, root_url: str) -> str:
    lines = [_line(line, root_url) for line in section.lines]
    if section.silent:
        lines.append(_("- It could not say what waits there. Somebody should look."))
    return "\n".join([section.title, *lines])


def _line(line: Line, root_url: str) -> str:
    link = f"{root_url}{line.link}" if line.link.startswith("/") else line.link
    return f"- {line.text} {link}".rstrip()


def _admin_path() -> str:
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:  # a project without Wagtail's admin
        return ""
