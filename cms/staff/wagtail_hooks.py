"""What the admin's menu and choosers show to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wagtail import hooks

from .choices import scope_choices
from .gate import may_see_report
from .named import scope_forms
from .reach import pages_for

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern
    from wagtail.admin.menu import MenuItem
    from wagtail.models import Page


@hooks.register("construct_reports_menu")
def hide_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Only reports that the gate lets through; without any, Wagtail hides the menu, too."""
    items[:] = [item for item in items if may_see_report(request.user, _path(item))]


def _path(item: MenuItem) -> str:
    return urlsplit(str(item.url)).path


@hooks.register("construct_page_chooser_queryset")
def choose_among_ones_own(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Wagtail lets everybody choose every page, drafts of other municipalities included."""
    return pages.filter(pk__in=pages_for(request.user).values("pk"))


@hooks.register("register_admin_urls")
def scope_filters() -> list[URLPattern]:
    """No addresses; but now every app is loaded and no view has been asked yet."""
    scope_choices()
    scope_forms()
    return []
