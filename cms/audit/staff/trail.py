"""The history of a record: what officials did to it, read from the audit."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.audit.events import Category, names_in, title_of
from cms.audit.models import Entry
from cms.audit.wording import actor_words, detail_words

from . import reading
from .views import StaffObjectView


class StaffHistoryView(StaffObjectView, BaseListingView):
    """Changes of one record. Who only looked is for the audit's own screen."""

    page_title = gettext_lazy("History")
    header_icon = "history"
    paginate_by = 20
    model: Any = None

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find the record first: all else depends on it."""
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get_base_queryset(self) -> QuerySet[Entry]:
        """The entries about this record at its site, without reads."""
        return (
            Entry.objects.filter(
                chain=reading.site_id_of(self.staff, self.object),
                object_type=reading.object_type(self.staff.model),
                object_id=str(self.object.pk),
            )
            .exclude(event__in=names_in(Category.ACCESS))
            .select_related("actor")
            .order_by("-id")
        )

    @cached_property
    def columns(self) -> list[Column]:
        """What, who, when."""
        return [
            Column("event", label=_("Action"), accessor=lambda entry: title_of(entry.event)),
            Column("detail", label=_("Details"), accessor=detail_words),
            Column("actor", label=_("Who"), accessor=actor_words, width="25%"),
            DateColumn("at", label=_("Date"), width="15%"),
        ]

    def get_page_subtitle(self) -> str:
        """The record."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home ▸ list ▸ record ▸ history."""
        return [
            *self.breadcrumbs_items,
            {
                "url": self.staff.url("index"),
                "label": capfirst(self.staff.model._meta.verbose_name_plural),
            },
            {"url": self.staff.object_url("inspect", self.object), "label": str(self.object)},
            {"url": "", "label": _("History"), "sublabel": str(self.object)},
        ]

    def get_index_url(self) -> str:
        """For the links between pages."""
        return self.staff.object_url("history", self.object)

    def get_index_results_url(self) -> str:
        """The same: there is nothing to search."""
        return self.get_index_url()
