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
REWORDED = declare(
    Event(
        "notices.reworded",
        _("Words of a message changed"),
        Category.SWITCH,
        keys=("kind", "language"),
        shown=False,
    )
)
RESTORED = declare(
    Event(
        "notices.restored",
        _("Message given back its built-in words"),
        Category.SWITCH,
        keys=("kind", "language"),
        shown=False,
    )
)
