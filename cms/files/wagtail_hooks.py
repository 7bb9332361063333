"""Private files in the admin: a list without contents, and the address that opens one."""

from __future__ import annotations

from typing import Any

import django_filters
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn

from cms.audit.staff import StaffViewSet, Whose
from cms.audit.staff.filters import StaffFilterSet

from . import views
from .models import PrivateFile
from .problems import size_words
from .purposes import purposes


def _choices() -> list[tuple[str, Any]]:
    return [(purpose.name, purpose.title) for purpose in purposes()]


class PrivateFileFilterSet(StaffFilterSet):
    """By what files are for, and where they are on their way."""

    purpose = django_filters.ChoiceFilter(choices=_choices, label=_("Purpose"))

    class Meta:
        model = PrivateFile
        fields = ["purpose", "state"]


class PrivateFileViewSet(StaffViewSet):
    """What is kept, for what and until when. Contents are opened from the matter they belong to."""

    model = PrivateFile
    name = "private-files"
    url_prefix = "private-files"
    menu_label = _("Private files")
    icon = "folder"
    add_to_settings_menu = True
    menu_order = 700
    creatable = editable = False
    personal = True
    list_display = (
        "name",
        Column("purpose_title", label=_("Purpose"), accessor="purpose_title", sort_key="purpose"),
        Column("size", label=_("Size"), accessor=lambda file: size_words(file.size)),
        DateColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
        DateColumn("keep_until", label=_("Kept until"), sort_key="keep_until"),
    )
    ordering = ("-created_at",)
    search_fields = ()  # names are encrypted
    list_export = ("purpose_title", "media_type", "size", "created_at", "keep_until")
    filters = PrivateFileFilterSet
    inspect_view_fields = (
        "name",
        "purpose_title",
        "media_type",
        "size",
        "sha256",
        "state",
        "created_at",
        "keep_until",
    )

    def whose(self, record: PrivateFile) -> Whose:
        """The owner's."""
        return Whose(user_id=record.owner_id)


@hooks.register("register_admin_viewset")
def private_files() -> PrivateFileViewSet:
    """The list, for those who may see it for a municipality."""
    return PrivateFileViewSet()


@hooks.register("register_admin_urls")
def open_private_file() -> list[URLPattern]:
    """Behind the admin's gate; who opens what is recorded."""
    return [
        path("private-file/<int:pk>/", views.serve_to_staff, name="ratusz_file_for_staff"),
    ]
