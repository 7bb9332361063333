"""Choices in Wagtail's forms and filters that name staff, sites and groups of everybody.

Wagtail has no hook for them, so they are exchanged where they are declared.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import PageLogEntry, Site

from .models import Role
from .reach import pages_for


def scope_choices() -> None:
    """Let each list offer the people and sites of the pages that the official reaches."""
    from wagtail.admin.views import page_privacy  # noqa: PLC0415
    from wagtail.admin.views.pages.listing import PageFilterSet  # noqa: PLC0415

    page_privacy.SetPrivacyView.form_class = _restriction_form()
    choices = {"owner": _owners, "edited_by": _editors, "site": _sites}
    filtersets = [PageFilterSet]
    for filterset in filtersets:
        filtersets += filterset.__subclasses__()
        for name, queryset in choices.items():
            if name in filterset.base_filters:
                filterset.base_filters[name].queryset = queryset


def _owners(request: HttpRequest) -> QuerySet[Any]:
    pages = pages_for(request.user).order_by()
    return _users().filter(pk__in=pages.values("owner_id"))


def _editors(request: HttpRequest) -> QuerySet[Any]:
    pages = pages_for(request.user).order_by().values("pk")
    entries = PageLogEntry.objects.filter(action="wagtail.edit", page__in=pages).order_by()
    return _users().filter(pk__in=entries.values("user_id"))


def _sites(request: HttpRequest) -> QuerySet[Site]:
    sites = Site.objects.all()
    if request.user.is_superuser:
        return sites
    roles = Role.objects.filter(group__user=request.user.pk)
    return sites.filter(pk__in=roles.values("site"))


def _restriction_form() -> Any:
    from wagtail.admin.forms.pages import PageViewRestrictionForm  # noqa: PLC0415

    class RestrictionForm(PageViewRestrictionForm):  # type: ignore[misc]
        """By password or sign-in only: groups are roles of staff, of every municipality."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["groups"].queryset = Group.objects.none()
            kind = self.fields["restriction_type"]
            kind.choices = [choice for choice in kind.choices if choice[0] != "groups"]

    return RestrictionForm


def _users() -> Any:
    return get_user_model()._default_manager
