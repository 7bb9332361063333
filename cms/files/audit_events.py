"""What happens to private files that is recorded."""

from django.utils.translation import gettext_lazy as _

from cms.audit.events import Category, Event, declare

OPENED = declare(
    Event("files.opened", _("File opened"), Category.ACCESS, keys=("purpose", "first", "last"))
)
PURGED = declare(
    Event(
        "files.purged",
        _("Files removed because their time was over"),
        Category.CASE,
        keys=("files",),
        shown=False,
    )
)
