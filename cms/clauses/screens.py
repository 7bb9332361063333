"""The screens of legal notices: drafts are written, compared, published; proofs are looked up."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn

from cms.audit.staff import StaffAction, StaffViewSet, Whose
from cms.audit.staff.lists import StaffIndexView
from cms.audit.staff.views import StaffDeleteView, StaffEditView, StaffInspectView

from . import services, texts
from .models import Acknowledgement, Clause


class ClauseIndexView(StaffIndexView):
    """The versions; only drafts have a form."""

    def get_edit_url(self, instance: Clause) -> str | None:
        """The form of a draft."""
        return super().get_edit_url(instance) if instance.is_draft else None

    def get_delete_url(self, instance: Clause) -> str | None:
        """The question before a draft is removed."""
        return super().get_delete_url(instance) if instance.is_draft else None


class ClauseInspectView(StaffInspectView):
    """A version as residents see it, and what changed since the one before."""

    template_name = "clauses/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the version before, and the changes."""
        before = services.before(self.object)
        changes = texts.changes(before.text, self.object.text) if before else []
        context: dict[str, Any] = super().get_context_data(before=before, changes=changes, **kwargs)
        return context

    def get_edit_url(self) -> str | None:
        """The form of a draft."""
        return super().get_edit_url() if self.object.is_draft else None

    def get_delete_url(self) -> str | None:
        """The question before a draft is removed."""
        return super().get_delete_url() if self.object.is_draft else None


class _DraftsOnly:
    """Published versions have no form, not even by its address."""

    def get_object(self, queryset: Any = None) -> Clause:
        """The draft.

        Raises:
            PermissionDenied: it is published.

        """
        clause: Clause = super().get_object(queryset)  # type: ignore[misc]
        if not clause.is_draft:
            raise PermissionDenied
        return clause


class ClauseEditView(_DraftsOnly, StaffEditView):
    """Changes a draft."""


class ClauseDeleteView(_DraftsOnly, StaffDeleteView):
    """Removes a draft."""


def _publish(clause: Clause, request: HttpRequest) -> None:
    services.publish(clause, user=request.user)


def _renew(clause: Clause, request: HttpRequest) -> None:
    services.new_draft(clause)


class ClauseViewSet(StaffViewSet):
    """Legal notices, version by version."""

    model = Clause
    name = "clauses"
    url_prefix = "clauses"
    menu_label = _("Legal notices")
    icon = "clipboard-list"
    index_view_class = ClauseIndexView
    inspect_view_class = ClauseInspectView
    edit_view_class = ClauseEditView
    delete_view_class = ClauseDeleteView
    list_display = (
        "key",
        "language",
        "number",
        "title",
        "state",
        DateColumn("effective_from", label=_("Effective from"), sort_key="effective_from"),
    )
    list_filter = ("key", "language", "state")
    list_export = ("key", "language", "number", "title", "state", "effective_from", "text")
    search_fields = ("key", "title", "text")
    inspect_view_fields = (
        "key",
        "language",
        "number",
        "state",
        "effective_from",
        "published_at",
        "text_hash",
    )
    ordering = ("key", "language", "-number")
    form_fields = ("key", "language", "title", "text", "effective_from")
    actions = (
        StaffAction(
            "publish",
            _("Publish"),
            run=_publish,
            event="clauses.published",
            shown=lambda clause: clause.is_draft,
            question=_("Publish this version? It cannot be changed or removed afterwards."),
            icon="upload",
            done=_("The version is published."),
        ),
        StaffAction(
            "renew",
            _("Write the next version"),
            run=_renew,
            event="clauses.renewed",
            shown=lambda clause: not clause.is_draft,
            icon="copy",
            done=_("The next version is there as a draft. Open it from the list."),
        ),
    )


class AcknowledgementViewSet(StaffViewSet):
    """Who said that they had read which version, and when."""

    model = Acknowledgement
    name = "acknowledgements"
    url_prefix = "acknowledgements"
    menu_label = _("Acknowledgements")
    icon = "tick-inverse"
    creatable = editable = deletable = False
    personal = True
    list_display = ("clause", "at", "user", "about")
    list_filter = ("clause",)
    list_export = ("clause", "at", "user_id", "about", "text_hash")
    search_fields = ("about",)
    inspect_view_fields = ("clause", "at", "user", "about", "text_hash")
    ordering = ("-at",)

    def records(self, visible: Any) -> Any:
        """With the notice and the person."""
        return visible.select_related("clause", "user")

    def whose(self, record: Acknowledgement) -> Whose:
        """Who read it."""
        return Whose(user_id=record.user_id)
