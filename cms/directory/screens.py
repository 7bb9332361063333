"""The screens of the directory in the admin; each ends at the municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.audit.services import record
from cms.audit.staff import StaffViewSet, sites_for
from cms.audit.staff.policy import site_ids_for
from cms.files import services as files

from .audit_events import IMPORTED
from .forms import ImportForm
from .hours import DAYS
from .importing import COLUMNS, Kind, Report, import_table
from .models import Absence, DayOff, Officer, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

_CONTACT = FieldRowPanel([FieldPanel("room"), FieldPanel("phone"), FieldPanel("email")])


class UnitViewSet(StaffViewSet):
    """The parts of the office."""

    model = Unit
    name = "directory-units"
    url_prefix = "directory/units"
    menu_label = gettext_lazy("Units")
    icon = "group"
    list_display = ("name", "parent", "room", "phone", "email")
    list_export = ("name", "parent", "room", "phone", "email")
    search_fields = ("name", "room", "phone", "email")
    inspect_view_fields = ("name", "parent", "room", "phone", "email", "order", *DAYS)
    ordering = ("order", "name")
    panels = [
        FieldPanel("name"),
        FieldPanel("parent"),
        _CONTACT,
        FieldPanel("order"),
        MultiFieldPanel(
            [FieldPanel(day) for day in DAYS],
            heading=gettext_lazy("Opening hours, where they differ from the office's"),
            help_text=gettext_lazy("For example 7:30-15:30, or a dash when it is closed."),
        ),
    ]

    def records(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        """With what they belong to."""
        return visible.select_related("parent")


class OfficerViewSet(StaffViewSet):
    """The people of the office."""

    model = Officer
    name = "directory-officers"
    url_prefix = "directory/officers"
    menu_label = gettext_lazy("Officers")
    icon = "user"
    list_display = (
        "name",
        "position",
        "unit",
        "phone",
        "external_id",
        BooleanColumn("works_here", label=gettext_lazy("Works here")),
    )
    list_filter = ("unit", "works_here")
    list_export = (
        "name",
        "position",
        "unit",
        "room",
        "phone",
        "email",
        "external_id",
        "works_here",
    )
    search_fields = ("name", "position", "phone", "email", "external_id")
    inspect_view_fields = list_export
    ordering = ("name",)
    panels = [
        FieldPanel("name"),
        FieldPanel("position"),
        FieldPanel("unit"),
        _CONTACT,
        FieldPanel("external_id"),
        FieldPanel("user"),
        FieldPanel("works_here"),
    ]

    def records(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        """With their unit."""
        return visible.select_related("unit")

    def choices(self, name: str, queryset: QuerySet[Any], user: Any) -> QuerySet[Any]:
        """Accounts: of those who hold a right at a municipality of this official, nobody else's."""
        if queryset.model is get_user_model():
            sites = sites_for(user, self.model, ("add", "change"))
            return queryset.filter(groups__site_permissions__site__in=sites).distinct()
        return super().choices(name, queryset, user)


class AbsenceViewSet(StaffViewSet):
    """Who is away, and who stands in."""

    model = Absence
    name = "directory-absences"
    url_prefix = "directory/absences"
    menu_label = gettext_lazy("Absences")
    icon = "calendar-alt"
    list_display = ("officer", "first_day", "last_day", "substitute")
    list_filter = ("officer",)
    search_fields = ("officer__name",)
    inspect_view_fields = list_display
    ordering = ("-first_day",)
    form_fields = list_display

    def records(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        """With the two people."""
        return visible.select_related("officer", "substitute")


class DayOffViewSet(StaffViewSet):
    """Days on which the office rests beside the public holidays."""

    model = DayOff
    name = "directory-days-off"
    url_prefix = "directory/days-off"
    menu_label = gettext_lazy("Days off")
    icon = "calendar"
    list_display = ("day", "reason")
    search_fields = ("reason",)
    inspect_view_fields = list_display
    ordering = ("-day",)
    form_fields = list_display


def may_import(user: Any) -> bool:
    """Whether there is a municipality whose units and officers somebody may add and change."""
    return bool(_importing_ids(user))


def importing_sites(user: Any) -> QuerySet[Any]:
    """The municipalities whose units and officers somebody may add and change."""
    return sites_for(user, Unit, ["add"]).filter(pk__in=_importing_ids(user))


def _importing_ids(user: Any) -> set[int]:
    rights = ((Unit, "add"), (Unit, "change"), (Officer, "add"), (Officer, "change"))
    return set.intersection(*(set(site_ids_for(user, model, [action])) for model, action in rights))


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """A table of units or officers: a report first, then the import."""

    page_title = gettext_lazy("Import a table")
    header_icon = "upload"
    template_name = "directory/import.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may change the directory of a municipality."""
        self.sites = importing_sites(request.user)
        if not self.sites:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Report, or import what was reported on."""
        form = ImportForm(request.POST, request.FILES, request=request, sites=self.sites)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        wanted = request.POST.get("action") == "import"
        report = self._run(form, dry_run=not wanted)
        if wanted and report.is_good:
            return redirect(reverse("ratusz_directory_import"))
        return self.render_to_response(self.get_context_data(form=form, report=report))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and what a table may hold."""
        kwargs.setdefault("form", ImportForm(request=self.request, sites=self.sites))
        columns = [
            (kind.label, [(column.titles[0], column.required) for column in COLUMNS[kind]])
            for kind in Kind
        ]
        context: dict[str, Any] = super().get_context_data(columns=columns, **kwargs)
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home ▸ Import a table."""
        return [*self.breadcrumbs_items, {"url": "", "label": _("Import a table")}]

    def _run(self, form: ImportForm, *, dry_run: bool) -> Report:
        (file,) = form.cleaned_data["table"]
        site, kind = form.cleaned_data["site"], form.cleaned_data["kind"]
        content = b"".join(files.content(file))
        report = import_table(site.pk, kind, content, dry_run=dry_run)
        if report.is_good and not dry_run:
            files.delete([file])
            detail = {"kind": kind, "created": report.created, "updated": report.updated}
            record(
                IMPORTED, site=site, actor=self.request.user, detail=detail, request=self.request
            )
            messages.success(self.request, words_of(report))
        return report


def words_of(report: Report) -> str:
    """What an import did."""
    text = _("Imported. New: %(created)s, changed: %(updated)s, unchanged: %(unchanged)s.")
    return text % {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
    }
