"""What each role may do in the staff screens of its municipality.

A line for each right: `<app label>.<codename>`. Rights of apps that are not installed are passed
over. Every right is bound to the site (`GroupSitePermission`); `manage.py ensure_roles` gives new
ones to municipalities that are there already.
"""

from .models import Kind

RIGHTS: dict[Kind, tuple[str, ...]] = {
    Kind.ADMINISTRATOR: (
        "ratusz_addonkit.change_addonswitch",
        "ratusz_audit.view_entry",
        "ratusz_files.view_privatefile",
        "ratusz_connectors.change_outboxdelivery",
        "ratusz_health.change_checkrun",
        "ratusz_notices.change_wording",
        *(
            f"ratusz_directory.{action}_{record}"
            for record in ("unit", "officer", "absence", "dayoff")
            for action in ("add", "change", "delete")
        ),
        *(f"ratusz_clauses.{action}_clause" for action in ("add", "change", "delete")),
        "ratusz_clauses.view_acknowledgement",
    ),
    Kind.OFFICIAL: ("ratusz_connectors.change_outboxdelivery", "ratusz_health.view_checkrun"),
}
