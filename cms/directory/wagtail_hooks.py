"""The directory in the admin's menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from .screens import (
    AbsenceViewSet,
    DayOffViewSet,
    ImportView,
    OfficerViewSet,
    UnitViewSet,
    may_import,
)


class _ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


class DirectoryGroup(ViewSetGroup):
    """Everything about the office and its people."""

    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 600
    items = (UnitViewSet(), OfficerViewSet(), AbsenceViewSet(), DayOffViewSet())

    def get_submenu_items(self) -> list[MenuItem]:
        """The screens, and the import."""
        item = _ImportMenuItem(
            _("Import a table"),
            reverse_lazy("ratusz_directory_import"),
            name="directory-import",
            icon_name="upload",
            order=len(self.registerables) + 1,
        )
        return [*super().get_submenu_items(), item]


@hooks.register("register_admin_viewset")
def directory() -> DirectoryGroup:
    """The group of screens."""
    return DirectoryGroup()


@hooks.register("register_admin_urls")
def import_address() -> list[URLPattern]:
    """The import."""
    return [path("directory/import/", ImportView.as_view(), name="ratusz_directory_import")]
