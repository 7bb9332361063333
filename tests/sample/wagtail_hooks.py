"""A staff screen of the sample add-on: everything that the platform's class can do."""

from django.core.exceptions import ValidationError
from wagtail import hooks

from cms.audit.staff import StaffAction, StaffViewSet, Whose

from .models import Case


def close(record, request):
    if record.title == "stubborn":
        raise ValidationError("It cannot be closed yet.")
    record.state = "closed"
    record.save(update_fields=["state"])


class CaseViewSet(StaffViewSet):
    model = Case
    name = "sample-cases"
    icon = "doc-full"
    list_display = ("title", "state")
    list_filter = ("state", "parent", "owner")
    list_export = ("title", "state", "site_id")
    search_fields = ("title",)
    inspect_view_fields = ("title", "state")
    form_fields = ("title", "state", "parent", "owner")
    personal = True
    actions = (
        StaffAction(
            "close",
            "Close",
            run=close,
            event="sample.closed",
            shown=lambda record: record.state == "open",
        ),
        StaffAction("reopen", "Reopen", run=lambda record, request: None, question="Really?"),
    )

    def whose(self, record):
        return Whose(user_id=record.owner_id)


@hooks.register("register_admin_viewset")
def cases():
    return CaseViewSet()
