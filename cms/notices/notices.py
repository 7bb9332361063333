"""The messages of this app itself."""

import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .kinds import OFFICE, OFFICIAL, WORK, Channel, Notice, declare

DIGEST = declare(
    Notice(
        "notices.digest",
        _("Daily summary"),
        WORK,
        names=("day", "summary", "report"),
        subject=_("Daily summary of $day: $summary"),
        text=_(
            "Good morning. This is what needs somebody at $municipality today.\n\n$report\n\n$link"
        ),
        channels=(Channel.MAIL,),
        audience=OFFICIAL,
        valid_for=datetime.timedelta(hours=20),
        action=_("Open the admin"),
        samples={
            "day": "2026-11-10",
            "summary": pgettext_lazy("sample", "2 things need you"),
            "report": pgettext_lazy(
                "sample", "Deliveries\n- 2 deliveries need a decision of an official."
            ),
        },
    )
)

NEWS = declare(
    Notice(
        "notices.news",
        _("News from the office"),
        OFFICE,
        names=("headline", "body"),
        subject="$headline",
        text="$body\n\n$link",
        action=_("Read more"),
        samples={
            "headline": pgettext_lazy("sample", "Waste collection in December"),
            "body": pgettext_lazy("sample", "The calendar of waste collection has changed."),
        },
    )
)
