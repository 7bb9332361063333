"""The list of a staff screen, its filters and its export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from cms.audit.spreadsheet import csv_response

from . import reading
from .columns import TickColumn
from .filters import filterset_for
from .policy import SEEING, may, site_ids_for
from .views import StaffView

EXPORT_BATCH = 500
LONGEST_SEARCH = 200


class StaffIndexView(StaffView, generic.IndexView):
    """The list, its filters and its export."""

    template_name = "audit/staff/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    FORMATS = (generic.IndexView.FORMAT_CSV,)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or the file: whose rows are never all in memory."""
        if self.is_export:
            return self._export(self.get_queryset())
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Only the records of the sites for which the official holds a right."""
        return self.visible()

    @cached_property
    def search_query(self) -> str:
        """What is searched for; nobody's page of text, which databases refuse."""
        return str(super().search_query)[:LONGEST_SEARCH]

    @cached_property
    def filterset_class(self) -> Any:
        """The screen's filters with scoped choices."""
        return filterset_for(self.staff, self.request.user, self.staff.filters)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """The filters choose among what is listed."""
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}

    @cached_property
    def columns(self) -> list[Any]:
        """Ticks, if something can be done to several; the screen's columns; the municipality."""
        columns = list(super().columns)
        if self.several_sites:
            columns.append(
                Column(self.staff.site_field, label=_("Municipality"), accessor=self._site_name)
            )
        if self.staff.actions:
            columns.insert(0, TickColumn("ids"))
        return columns

    @cached_property
    def several_sites(self) -> bool:
        """Whether the list may hold records of more than one municipality."""
        return len(site_ids_for(self.request.user, self.staff.model, SEEING)) > 1

    def _site_name(self, record: Any) -> str:
        site = getattr(record, self.staff.site_field)
        return str(site.site_name or site.hostname)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The municipality's name comes with each row."""
        return super().order_queryset(queryset).select_related(self.staff.site_field)

    def get_edit_url(self, instance: Any) -> str | None:
        """The form, for a record whose site's right to change is held."""
        if self.staff.editable and may(self.request.user, "change", instance):
            return super().get_edit_url(instance)
        return None

    def get_delete_url(self, instance: Any) -> str | None:
        """The question before a removal, for those who hold that right for its site."""
        if self.staff.deletable and may(self.request.user, "delete", instance):
            return super().get_delete_url(instance)
        return None

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The export."""
        if not self.list_export:
            return []
        return [Button(_("Download CSV"), url=self.csv_export_url, icon_name="download")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the actions on ticked rows."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["bulk_actions"] = [
            (action, self.staff.bulk_url(action))
            for action in self.staff.actions
            if self.user_has_permission(action.permission)
        ]
        return context

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        """The list; of personal records it is noted who was shown."""
        if self.staff.personal:
            shown = list(context["object_list"])
            narrowed = bool(self.is_searching or self.is_filtering)
            few = context["items_count"] <= (self.paginate_by or 0)
            reading.note_list(self.staff, shown, self.request, narrowed=narrowed and few)
        return super().render_to_response(context, **kwargs)

    def _export(self, queryset: QuerySet[Any]) -> HttpResponseBase:
        reading.note_count(self.staff, queryset, self.request)
        headings = [self.get_heading(queryset, field) for field in self.list_export]
        return csv_response(self.get_filename(), headings, self._exported(queryset))

    def _exported(self, queryset: QuerySet[Any]) -> Iterator[Iterable[Any]]:
        """Rows in batches; who is in a batch is recorded before it is sent."""
        batch: list[Any] = []
        for record in queryset.iterator(chunk_size=EXPORT_BATCH):
            batch.append(record)
            if len(batch) == EXPORT_BATCH:
                yield from self._sent(batch)
                batch = []
        yield from self._sent(batch)

    def _sent(self, batch: list[Any]) -> Iterator[Iterable[Any]]:
        reading.note_export(self.staff, batch, self.request)
        return (self.to_row_dict(record).values() for record in batch)
