"""The audit's own events: reading personal data, changing records, reading the audit itself."""

from django.utils.translation import gettext_lazy as _

from .events import Category, Event, declare

CHAIN_STARTED = declare(
    Event("audit.chain_started", _("Audit of a municipality started"), Category.SWITCH, ("site",))
)
AUDIT_READ = declare(
    Event("audit.person_read", _("Audit entries about a person read"), Category.ACCESS)
)
AUDIT_EXPORTED = declare(
    Event("audit.exported", _("Audit exported"), Category.ACCESS, ("entries",), shown=False)
)
# Staff screens: cms.audit.staff
LISTED = declare(
    Event("record.listed", _("List opened"), Category.ACCESS, ("records",), shown=False)
)
FOUND = declare(Event("record.found", _("Data shown in a search"), Category.ACCESS))
VIEWED = declare(Event("record.viewed", _("Data opened"), Category.ACCESS))
EXPORTED = declare(Event("record.exported", _("Data exported to a file"), Category.ACCESS))
EXPORT = declare(
    Event("record.export", _("List exported to a file"), Category.ACCESS, ("records",), shown=False)
)
CREATED = declare(Event("record.created", _("Data added"), Category.STAFF))
CHANGED = declare(Event("record.changed", _("Data changed"), Category.STAFF, ("fields",)))
DELETED = declare(Event("record.deleted", _("Data removed"), Category.STAFF))
ROTATION_STARTED = declare(
    Event(
        "keys.rotation_started",
        _("Encryption with a new key started"),
        Category.SWITCH,
        ("key",),
        shown=False,
    )
)
ROTATED = declare(
    Event(
        "keys.rotated",
        _("Data encrypted with a new key"),
        Category.SWITCH,
        ("key", "rewritten", "broken"),
        shown=False,
    )
)
SETTINGS_CHANGED = declare(
    Event("settings.changed", _("Settings changed"), Category.SWITCH, ("fields",), shown=False)
)
