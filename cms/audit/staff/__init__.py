"""The staff screens' one foundation: lists and forms that end at the municipality.

    # addons/x/wagtail_hooks.py
    from cms.audit.staff import StaffAction, StaffViewSet, Whose

    class ReportViewSet(StaffViewSet):
        model = Report                      # has a foreign key `site`
        icon = "warning"
        add_to_admin_menu = True
        list_display = ("number", "title", "state")
        list_filter = ("state",)
        list_export = ("number", "title", "state")
        search_fields = ("number", "title")
        inspect_view_fields = ("number", "title", "state", "created_at")
        form_fields = ("title", "state")    # the site is added by itself
        creatable = deletable = False
        personal = True                     # who reads is recorded

        def whose(self, record):
            return Whose(user_id=record.reporter_id)

        actions = (StaffAction("close", _("Close"), run=close, event="faults.closed"),)

    @hooks.register("register_admin_viewset")
    def reports():
        return ReportViewSet()

What it gives, in every view: another municipality's record is not there (404); lists, exports,
filters, choices in forms, actions on ticked rows and the history know only the sites for which the
user holds the right (`GroupSitePermission`, superusers all). A record never changes its site.
Wagtail's own log, reference index and choosers are not used, because they name records to people
of other municipalities: the history comes from the audit.
"""

from cms.audit.services import Whose

from .actions import StaffAction
from .policy import may, site_policy, sites_for, visible_to
from .viewset import StaffViewSet

__all__ = [
    "StaffAction",
    "StaffViewSet",
    "Whose",
    "may",
    "site_policy",
    "sites_for",
    "visible_to",
]
