"""The screen of a kind of record: its views, addresses, rights and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.urls import URLPattern, path, reverse
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from cms.audit import audit_events
from cms.audit.events import Event
from cms.audit.services import Whose

from .action_views import StaffActionView
from .actions import StaffAction
from .filters import StaffFilterSet
from .forms import ScopedForm, scoped_choices
from .lists import StaffIndexView
from .policy import site_policy
from .trail import StaffHistoryView
from .views import StaffCreateView, StaffDeleteView, StaffEditView, StaffInspectView


class StaffViewSet(ModelViewSet):
    """What a screen of staff stands on; the package's docstring shows how.

    Beside Wagtail's attributes of a `ModelViewSet`:

    Attributes:
        site_field: the model's foreign key to the site.
        creatable, editable, deletable: whether there are such views at all.
        personal: whether reading is recorded.
        actions: what else can be done to a record.
        filters: a `StaffFilterSet`, instead of `list_filter`.
        created_event, changed_event, deleted_event: what is recorded, where the screen has events
            of its own.

    """

    site_field = "site"
    creatable = True
    editable = True
    deletable = True
    personal = False
    actions: Sequence[StaffAction] = ()
    filters: type[StaffFilterSet] | None = None
    created_event: Event = audit_events.CREATED
    changed_event: Event = audit_events.CHANGED
    deleted_event: Event = audit_events.DELETED

    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    delete_view_class = StaffDeleteView
    inspect_view_class = StaffInspectView
    history_view_class = StaffHistoryView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False  # who refers to what is listed to everybody
    sort_order_field = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Bind the model's rights to sites, before anything asks for them."""
        super().__init_subclass__(**kwargs)
        model: type[Model] | None = cls.__dict__.get("model")
        if model is not None:
            site_policy(model, cls.site_field)

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        site_policy(self.model, self.site_field)
        if not self.inspect_view_fields:
            message = f"{type(self).__name__} must list inspect_view_fields: nothing by default."
            raise ImproperlyConfigured(message)
        if self.filters is not None and not issubclass(self.filters, StaffFilterSet):
            message = f"{type(self).__name__}.filters must be a StaffFilterSet."
            raise ImproperlyConfigured(message)

    # -- what a screen says ----------------------------------------------------------------------

    def whose(self, record: Any) -> Whose:
        """Whose data a record holds; asked only where `personal` is set or something is changed."""
        return Whose()

    def records(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        """The records of the screen among the visible ones: narrower, with joins or annotations."""
        return visible

    def choices(self, name: str, queryset: QuerySet[Any], user: Any) -> QuerySet[Any]:
        """The choices of a form's field, of those that the user may see.

        Accounts are never offered by themselves: a screen that needs some overrides this.
        """
        return scoped_choices(user, self.model, queryset)

    @property
    def filter_fields(self) -> Any:
        """`list_filter`, or nothing."""
        return () if self.list_filter is self.UNDEFINED else self.list_filter

    # -- addresses -------------------------------------------------------------------------------

    def url(self, name: str) -> str:
        """The address of a view without a record."""
        return reverse(self.get_url_name(name))

    def object_url(self, name: str, record: Any) -> str:
        """The address of a view of a record."""
        return reverse(self.get_url_name(name), args=[record.pk])

    def action_url(self, action: StaffAction, record: Any) -> str:
        """Where an action on a record is posted to."""
        return self.object_url(f"do_{action.name}", record)

    def bulk_url(self, action: StaffAction) -> str:
        """Where an action on ticked rows is posted to."""
        return self.url(f"do_{action.name}_all")

    def get_urlpatterns(self) -> list[URLPattern]:
        """The views there are. No usage, copy or chooser: they name records to anybody."""
        key = f"<{self.pk_path_converter}:pk>"
        found = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"view/{key}/", self.inspect_view, name="inspect"),
            path(f"history/{key}/", self.history_view, name="history"),
        ]
        if self.creatable:
            found.append(path("new/", self.add_view, name="add"))
        if self.editable:
            found.append(path(f"edit/{key}/", self.edit_view, name="edit"))
        if self.deletable:
            found.append(path(f"delete/{key}/", self.delete_view, name="delete"))
        for action in self.actions:
            view = self.construct_view(StaffActionView, action=action)
            found.append(path(f"do/{action.name}/", view, name=f"do_{action.name}_all"))
            found.append(path(f"do/{action.name}/{key}/", view, name=f"do_{action.name}"))
        return found

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Every view knows its screen; names of views that are not there are left out."""
        common = super().get_common_view_kwargs(**{"staff": self, **kwargs})
        gone = {"usage_url_name", "history_url_name"}
        for there, name in (
            (self.creatable, "add_url_name"),
            (self.editable, "edit_url_name"),
            (self.deletable, "delete_url_name"),
        ):
            if not there:
                gone.add(name)
        return {key: None if key in gone else value for key, value in common.items()}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The list's filters are built by the view, for the user."""
        common = super().get_index_view_kwargs(**kwargs)
        return {k: v for k, v in common.items() if k not in {"list_filter", "filterset_class"}}

    # -- forms and rights ------------------------------------------------------------------------

    def get_form_class(self, for_update: bool = False) -> Any:
        """The model form under the rules of `ScopedForm`."""
        if not (self.creatable or self.editable):
            return None
        form = super().get_form_class(for_update)
        return type(form)(f"Staff{form.__name__}", (ScopedForm, form), {})

    def get_edit_handler(self) -> Any:
        """The screen's panels, with one for the municipality in front."""
        panels = getattr(self, "panels", None)
        if panels is not None:
            names = {getattr(panel, "field_name", "") for panel in panels}
            if self.site_field not in names:
                self.__dict__["panels"] = [FieldPanel(self.site_field), *panels]
        return super().get_edit_handler()

    def get_permissions_to_register(self) -> Any:
        """None for Wagtail's screen of groups: a right given there would hold for all sites."""
        return super().get_permissions_to_register().none()
