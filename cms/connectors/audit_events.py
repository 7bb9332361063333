"""What the audit keeps: what officials decided by hand, and which add-ons they switched."""

from django.utils.translation import gettext_lazy as _

from cms.audit.events import Category, Event, declare

RETRIED = declare(
    Event("outbox.retried", _("Delivery tried again by hand"), Category.CASE, shown=False)
)
SENT_AGAIN = declare(
    Event("outbox.sent_again", _("Delivery in doubt sent again"), Category.CASE, shown=False)
)
CONFIRMED = declare(
    Event("outbox.confirmed", _("Delivery in doubt confirmed by hand"), Category.CASE, shown=False)
)
GIVEN_UP = declare(Event("outbox.given_up", _("Delivery given up"), Category.CASE, shown=False))

SWITCHED_ON = declare(
    Event("addon.switched_on", _("Add-on switched on"), Category.SWITCH, keys=("addon",))
)
SWITCHED_OFF = declare(
    Event("addon.switched_off", _("Add-on switched off"), Category.SWITCH, keys=("addon",))
)
