"""What happens to legal notices that is recorded beside the screens' own events."""

from django.utils.translation import gettext_lazy as _

from cms.audit.events import Category, Event, declare

PUBLISHED = declare(
    Event("clauses.published", _("Legal notice published"), Category.SWITCH, shown=False)
)
RENEWED = declare(
    Event("clauses.renewed", _("New version of a legal notice begun"), Category.STAFF, shown=False)
)
