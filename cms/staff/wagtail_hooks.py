"""What the admin's menu shows to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail import hooks

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.admin.menu import MenuItem


@hooks.register("construct_main_menu")
def hide_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Reports are the operator's: the gate shuts them for everybody else."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "reports"]
