"""What the admin's menu shows to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wagtail import hooks

from .gate import may_see_report

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.admin.menu import MenuItem


@hooks.register("construct_reports_menu")
def hide_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Only reports that the gate lets through; without any, Wagtail hides the menu, too."""
    items[:] = [item for item in items if may_see_report(request.user, _path(item))]


def _path(item: MenuItem) -> str:
    return urlsplit(str(item.url)).path
