"""Doing something to records: one from its page, several from the list. By POST only."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import reading
from .actions import StaffAction
from .policy import may
from .views import StaffView

MOST_AT_ONCE = 200


class StaffActionView(StaffView, WagtailAdminTemplateMixin, TemplateView):
    """Asks where there is something to ask, then does it to each record by itself.

    Records of another municipality are not there, and then nothing at all is done.
    """

    http_method_names = ["post", "options"]
    template_name = "audit/staff/confirm_action.html"
    action: StaffAction = None  # type: ignore[assignment]

    def post(self, request: HttpRequest, pk: Any = None) -> HttpResponse:
        """Do it, or show the question.

        Raises:
            Http404: one of the records is not there for this official.
            PermissionDenied: the right for one of them is missing.

        """
        keys = [str(pk)] if pk is not None else request.POST.getlist("id")[: MOST_AT_ONCE + 1]
        records = self._records(keys)
        if self.action.question and request.POST.get("confirmed") != "1":
            for record in records:
                reading.note_view(self.staff, record, request)
            return self.render_to_response(self.get_context_data(records=records, single=pk))
        done = sum(self._run(record.pk) for record in records)
        if done:
            messages.success(request, self.action.done or _done(done))
        elif not records:
            messages.warning(request, _("Tick at least one row first."))
        fallback = self.staff.url("index")
        return redirect(get_valid_next_url_from_request(request) or fallback)

    def get_page_title(self) -> Any:
        """The words of the button."""
        return self.action.label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question."""
        context: dict[str, Any] = super().get_context_data(
            action=self.action,
            next=get_valid_next_url_from_request(self.request),
            index_url=self.staff.url("index"),
            **kwargs,
        )
        return context

    def _records(self, keys: list[str]) -> list[Any]:
        if len(keys) > MOST_AT_ONCE:
            raise Http404
        try:
            found = list(self.visible().filter(pk__in=keys))
        except (ValueError, OverflowError, ValidationError):  # no keys of this model
            raise Http404 from None
        if len(found) != len(set(keys)):
            raise Http404
        if not all(may(self.request.user, self.action.permission, one) for one in found):
            raise PermissionDenied
        return found

    def _run(self, key: Any) -> bool:
        """Do it to one record, read anew under a lock. Says whether it was done."""
        try:
            with transaction.atomic():
                record = self.visible().select_for_update(of=("self",)).filter(pk=key).first()
                if record is None or not self.action.shown(record):
                    messages.warning(self.request, _("Nothing changed: somebody was faster."))
                    return False
                self.action.run(record, self.request)
                if self.action.event:
                    reading.note(self.staff, self.action.event, record, self.request)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return False
        return True


def _done(count: int) -> str:
    return ngettext("Done.", "Done: %(count)s records.", count) % {"count": count}
