"""Reports ▸ Audit: who did what, for those who may look at the audit of a municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button

from cms.addonkit.sites import site_of

from . import audit_events, persons
from .events import title_of
from .models import Entry
from .report_filters import AuditFilterSet
from .services import record, record_many
from .spreadsheet import csv_response
from .staff.policy import site_ids_for, site_policy, sites_for
from .wording import actor_words, detail_words, object_words, subject_words

site_policy(Entry)
EXPORT_BATCH = 2_000


def entries_for(user: Any) -> QuerySet[Entry]:
    """The entries that a user may see: those of the sites where the right is held.

    All for the operator, among them the installation's own and those of sites that are gone.
    """
    if user.is_active and user.is_superuser:
        return Entry.objects.all()
    return Entry.objects.filter(chain__in=site_ids_for(user, Entry, ["view"]))


class LinkColumn(Column):
    """A text that leads to the list narrowed to what it names."""

    cell_template_name = "audit/link_cell.html"

    def __init__(self, *args: Any, get_url: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance: Entry, parent_context: Any) -> dict[str, Any]:
        """Add the address."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": self.get_url(instance)}


class AuditView(ReportView):
    """The list with its filters, the search for a person, and the export."""

    scoped_by_site = True
    model = Entry
    page_title = gettext_lazy("Audit")
    header_icon = "view"
    template_name = "audit/report.html"
    results_template_name = "wagtailadmin/reports/base_report_results.html"
    index_url_name = "ratusz_audit"
    index_results_url_name = "ratusz_audit_results"
    filterset_class = AuditFilterSet
    default_ordering = "-id"
    any_permission_required = ("view",)
    list_export = ("sequence",)  # that there is an export; its columns are in `_rows`
    FORMATS = (ReportView.FORMAT_CSV,)
    is_searchable = False

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look for a person: the number is exchanged for a name that may stand in the address."""
        form = persons.PersonForm(request.POST)
        if form.is_valid():
            token = persons.remember(request, form.cleaned_data["pesel"])
            return redirect(f"{reverse(self.index_url_name)}?{urlencode({'person': token})}")
        messages.error(request, " ".join(map(str, form.errors["pesel"])))
        return redirect(reverse(self.index_url_name))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or the file: whose rows are never all in memory."""
        if self.is_export:
            self._note_person()
            return self._export(self.get_filtered_queryset())
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Entry]:
        """Only what this person may see."""
        return entries_for(self.request.user).select_related("actor")

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """The filters offer what is in the list."""
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}

    @cached_property
    def site_names(self) -> dict[int, str]:
        """The names of the municipalities that the list may show."""
        sites = sites_for(self.request.user, Entry, ["view"])
        return {site.pk: site.site_name or site.hostname for site in sites}

    @cached_property
    def columns(self) -> list[Column]:
        """When, what, who, whose, which record."""
        several = len(self.site_names) > 1
        return [
            Column("at", label=_("When"), accessor=_moment, width="12%"),
            Column("event", label=_("What"), accessor=lambda entry: title_of(entry.event)),
            LinkColumn("actor", label=_("Who"), accessor=actor_words, get_url=_url_of_actor),
            LinkColumn(
                "subject", label=_("Whose data"), accessor=subject_words, get_url=_url_of_subject
            ),
            Column("object", label=_("Record"), accessor=object_words),
            Column("detail", label=_("Details"), accessor=detail_words),
            *([Column("site", label=_("Municipality"), accessor=self._site_name)] * several),
            Column("sequence", label=_("Number")),
        ]

    def _site_name(self, entry: Entry) -> str:
        if entry.site_id is None:
            return str(_("Whole installation"))
        return self.site_names.get(entry.site_id, f"({entry.site_id})")

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The export."""
        return [Button(_("Download CSV"), url=self.csv_export_url, icon_name="download")]

    @cached_property
    def no_results_message(self) -> str:
        """What to say instead of an empty list."""
        if self.is_filtering:
            return _("Nothing is recorded that fits these filters.")
        return _("Nothing is recorded yet.")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the search for a person."""
        form = persons.PersonForm(auto_id="person-%s")
        context: dict[str, Any] = super().get_context_data(*args, person_form=form, **kwargs)
        return context

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The list; whose entries were asked for is recorded before they are shown."""
        list(context["object_list"])  # read before the entry about it is there
        self._note_person()
        return super().render_to_response(context, **kwargs)

    def _note_person(self) -> None:
        """Reading the entries about one person is reading that person's data."""
        person = self.filters.asked_person if self.filters.is_valid() else None
        if person is None:
            return
        for site_id in self._asked_sites():
            record_many(
                audit_events.AUDIT_READ,
                [person],
                site=site_id,
                actor=self.request.user,
                request=self.request,
                official=True,
            )

    def _asked_sites(self) -> Iterable[int | None]:
        """The sites whose entries were asked for; the operator asks at the site they work on."""
        if not self.request.user.is_superuser:
            return list(self.site_names)
        site = site_of(self.request)
        return [site.pk if site else None]

    def _export(self, queryset: QuerySet[Entry]) -> HttpResponseBase:
        count = queryset.count()
        for site_id in self._asked_sites():
            record(
                audit_events.AUDIT_EXPORTED,
                site=site_id,
                actor=self.request.user,
                detail={"entries": count},
                request=self.request,
                official=True,
            )
        headings = [
            *(_("Number"), _("When"), _("Code"), _("What"), _("Who"), _("Whose data")),
            *(_("Record"), _("Details"), _("Network"), _("Municipality")),
        ]
        return csv_response("audit", headings, self._rows(queryset))

    def _rows(self, queryset: QuerySet[Entry]) -> Iterator[Iterable[Any]]:
        for entry in queryset.iterator(chunk_size=EXPORT_BATCH):
            yield (
                *(entry.sequence, entry.at, entry.event, title_of(entry.event)),
                *(actor_words(entry), subject_words(entry), object_words(entry)),
                *(detail_words(entry), entry.address, self._site_name(entry)),
            )


def _moment(entry: Entry) -> str:
    """To the second: "a moment ago" is no use in an audit."""
    return date_format(localtime(entry.at), "Y-m-d H:i:s")


def _url_of_actor(entry: Entry) -> str:
    return f"?actor={entry.actor_id}" if entry.actor_id else ""


def _url_of_subject(entry: Entry) -> str:
    return f"?subject={entry.subject_user_id}" if entry.subject_user_id else ""


def may_look(user: Any) -> bool:
    """Whether somebody may look at the audit of any municipality."""
    return bool(site_policy(Entry).user_has_any_permission(user, ["view"]))
