"""What the audit keeps: who had a connector checked."""

from django.utils.translation import gettext_lazy as _

from cms.audit.events import Category, Event, declare

CHECKED = declare(
    Event("health.checked", _("Connector checked by hand"), Category.SWITCH, shown=False)
)
