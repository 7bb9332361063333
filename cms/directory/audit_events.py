"""What happens to the directory that is recorded beside the screens' own events."""

from django.utils.translation import gettext_lazy as _

from cms.audit.events import Category, Event, declare

IMPORTED = declare(
    Event(
        "directory.imported",
        _("Table imported into the directory"),
        Category.STAFF,
        keys=("kind", "created", "updated"),
        shown=False,
    )
)
