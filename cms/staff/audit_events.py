"""What the audit records of those who work with the portal."""

from django.utils.translation import gettext_lazy as _

from cms.audit.events import Category, Event, declare

ROLE_GIVEN = declare(Event("staff.role_given", _("Role given"), Category.STAFF, keys=("role",)))
ROLE_TAKEN = declare(Event("staff.role_taken", _("Role taken away"), Category.STAFF, ("role",)))
OPERATOR_GIVEN = declare(
    Event("staff.operator_given", _("Made operator of the portal"), Category.STAFF)
)
OPERATOR_TAKEN = declare(
    Event("staff.operator_taken", _("No longer operator of the portal"), Category.STAFF)
)
BLOCKED = declare(Event("staff.account_blocked", _("Account blocked"), Category.STAFF))
UNBLOCKED = declare(Event("staff.account_unblocked", _("Account unblocked"), Category.STAFF))
