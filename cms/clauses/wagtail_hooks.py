"""Legal notices in the admin's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from .screens import AcknowledgementViewSet, ClauseViewSet


class ClausesGroup(ViewSetGroup):
    """The notices, and who read them."""

    menu_label = _("Legal notices")
    menu_icon = "clipboard-list"
    menu_order = 610
    items = (ClauseViewSet(), AcknowledgementViewSet())


@hooks.register("register_admin_viewset")
def clauses() -> ClausesGroup:
    """The group of screens."""
    return ClausesGroup()
