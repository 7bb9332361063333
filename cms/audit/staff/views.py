"""The views under every staff screen: each one ends at the municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from . import reading
from .policy import may, visible_to

if TYPE_CHECKING:
    from .viewset import StaffViewSet


class StaffView:
    """Stands before a view of Wagtail; knows the screen it belongs to."""

    # The gate of the admin lets staff of a municipality see no report without this mark.
    scoped_by_site = True
    staff: StaffViewSet = None  # type: ignore[assignment]
    request: Any

    def visible(self) -> QuerySet[Any]:
        """The records that this official may see."""
        return self.staff.records(visible_to(self.request.user, self.staff.model))


class StaffObjectView(StaffView):
    """A view of one record: of another municipality's it says that it is not there.

    Showing a personal record is recorded; if that fails, nothing is shown.
    """

    pk_url_kwarg = "pk"
    object: Any
    kwargs: dict[str, Any]
    # The right that is needed for the record; empty: seeing it is enough.
    needed = ""

    def get_object(self, queryset: Any = None) -> Any:
        """The record of the address.

        Raises:
            Http404: it is not there, or belongs to another municipality.
            PermissionDenied: it may be seen, but not this be done to it.

        """
        known = self.__dict__.get("object")
        if known is not None:
            return known
        record = self.visible().filter(pk=self.kwargs[self.pk_url_kwarg]).first()
        if record is None:
            raise Http404
        if self.needed and not may(self.request.user, self.needed, record):
            raise PermissionDenied
        return record

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Show the record, and note who looked."""
        reading.note_view(self.staff, self.object, self.request)
        response: HttpResponse = super().render_to_response(context, **kwargs)  # type: ignore[misc]
        return response


class StaffInspectView(StaffObjectView, generic.InspectView):
    """One record, to read, with what can be done to it."""

    template_name = "audit/staff/inspect.html"

    def get_edit_url(self) -> str | None:
        """The form, if the official may change this record."""
        if self.staff.editable and may(self.request.user, "change", self.object):
            return super().get_edit_url()
        return None

    def get_delete_url(self) -> str | None:
        """The question before a removal, if the official may remove this record."""
        if self.staff.deletable and may(self.request.user, "delete", self.object):
            return super().get_delete_url()
        return None

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Wagtail's buttons and the history."""
        url = self.staff.object_url("history", self.object)
        return [*super().header_more_buttons, Button(_("History"), url=url, icon_name="history")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the actions that fit the record now."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["actions"] = [
            (action, self.staff.action_url(action, self.object))
            for action in self.staff.actions
            if may(self.request.user, action.permission, self.object) and action.shown(self.object)
        ]
        return context


class StaffCreateView(StaffView, generic.CreateView):
    """Adds a record at a site for which the official may."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say whose form it is."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "staff": self.staff, "user": self.request.user}

    def save_instance(self) -> Any:
        """Store and record; called in a transaction."""
        self.action_class(
            self.form.instance, user=self.request.user, form=self.form, log_action=False
        ).execute(skip_permission_checks=True)
        reading.note(self.staff, self.staff.created_event, self.form.instance, self.request)
        return self.form.instance

    def get_success_buttons(self) -> list[Any]:
        """None where there is no form to change it."""
        return super().get_success_buttons() if self.staff.editable else []


class StaffEditView(StaffObjectView, generic.EditView):
    """Changes a record, which stays where it is."""

    needed = "change"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say whose form it is."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "staff": self.staff, "user": self.request.user}

    @cached_property
    def can_delete(self) -> bool:
        """Whether there is a button that removes the record."""
        return self.staff.deletable and may(self.request.user, "delete", self.object)

    def get_last_updated_info(self) -> None:
        """Nothing: Wagtail's log is not kept for these records; the history has it."""

    def save_instance(self) -> Any:
        """Store and record which fields changed; called in a transaction."""
        self.action_class(
            self.form.instance, user=self.request.user, form=self.form, log_action=False
        ).execute(skip_permission_checks=True)
        fields = ", ".join(self.form.changed_data)[:200]
        reading.note(
            self.staff, self.staff.changed_event, self.form.instance, self.request, fields=fields
        )
        return self.form.instance


class StaffDeleteView(StaffObjectView, generic.DeleteView):
    """Removes a record after a question."""

    needed = "delete"

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say that something else needs it."""
        try:
            response: HttpResponse = super().form_valid(form)
        except (ProtectedError, RestrictedError):
            messages.error(self.request, _("It is still needed by other records."))
            return redirect(self.staff.object_url("inspect", self.object))
        return response

    def delete_action(self) -> None:
        """Record, then remove."""
        with transaction.atomic():
            reading.note(self.staff, self.staff.deleted_event, self.object, self.request)
            self.action_class(self.object, user=self.request.user, log_action=False).execute(
                skip_permission_checks=True
            )
