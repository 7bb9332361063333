"""What is recorded of messages: changed words, and changed choices."""

from django.utils.translation import gettext_lazy as _

from cms.audit.events import Category, Event, declare

CHOSEN = declare(
    Event(
        "notices.chosen",
        _("Choice of messages changed"),
        Category.SWITCH,
        keys=("topic",),
    )
)
