"""Tells the stream field whose page an editor has open, so that it offers that site's add-ons."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from .settings_menu import leave_out_what_is_off
from .switch import edit_for


@hooks.register("before_edit_page")
def edit_page_of_a_site(request: HttpRequest, page: Any) -> None:
    """The page's own site, not the admin's host."""
    edit_for(page.get_site())


@hooks.register("before_create_page")
def create_page_of_a_site(request: HttpRequest, parent: Any, page_class: Any) -> None:
    """The parent's site."""
    edit_for(parent.get_site())


hooks.register("construct_settings_menu", leave_out_what_is_off)
