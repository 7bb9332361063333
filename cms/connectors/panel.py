"""Settings ▸ Add-ons: what is installed, what leaves the portal, and the switch of each site."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from cms.addonkit.discovery import FAILED, GROUP
from cms.addonkit.models import AddonSwitch
from cms.addonkit.registry import addons
from cms.addonkit.switch import enabled_slugs, set_enabled
from cms.audit.services import record

from .audit_events import SWITCHED_OFF, SWITCHED_ON


class State(enum.StrEnum):
    """What an add-on is on a site."""

    ON = "on"
    OFF = "off"
    BUILT_IN = "built_in"
    FAILED = "failed"
    EXCLUDED = "excluded"


_WORDS = {
    State.ON: pgettext_lazy("add-on", "On"),
    State.OFF: pgettext_lazy("add-on", "Off"),
    State.BUILT_IN: gettext_lazy("Always on"),
    State.FAILED: gettext_lazy("Not running"),
    State.EXCLUDED: gettext_lazy("Left out of this installation"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One add-on on one site, for the template."""

    slug: str
    title: Any
    state: State
    summary: Any = ""
    version: str = ""
    data_flows: Any = ""
    reason: str = ""

    @property
    def words(self) -> Any:
        """The state for people."""
        return _WORDS[self.state]

    @property
    def is_on(self) -> bool:
        """Whether the button switches it off."""
        return self.state == State.ON

    @property
    def switchable(self) -> bool:
        """Whether there is a button."""
        return self.state in {State.ON, State.OFF}


def administered_sites(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Site]:
    """The sites whose add-ons a user may switch.

    All for a superuser; else those for which a group of the user holds the site permission
    `ratusz_addonkit.change_addonswitch` (or holds it for all sites).
    """
    policy: Any = SitePermissionPolicy(AddonSwitch, site_field_name="site")
    sites: QuerySet[Site] = policy.sites_user_has_any_permission_for(user, ["change"])
    return sites.order_by("site_name", "hostname", "port")


def rows_of(site: Site) -> list[Row]:
    """The add-ons of a site: the running ones by their manifests, then those that do not run."""
    on = enabled_slugs(site)
    running = [
        Row(
            slug=slug,
            title=addon.title or slug,
            state=_state(removable=addon.removable, on=slug in on),
            summary=addon.summary,
            version=addon.version,
            data_flows=addon.data_flows,
        )
        for slug, addon in addons().items()
    ]
    failed = [Row(slug, slug, State.FAILED, reason=reason) for slug, reason in FAILED.items()]
    excluded = [Row(slug, slug, State.EXCLUDED) for slug in _left_out()]
    return [*running, *failed, *excluded]


class AddonsView(WagtailAdminTemplateMixin, TemplateView):
    """The list, a section a site."""

    page_title = gettext_lazy("Add-ons")
    header_icon = "cogs"
    template_name = "connectors/panel/addons.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home ▸ Add-ons."""
        return [*self.breadcrumbs_items, {"url": "", "label": _("Add-ons")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `sections`: (site, rows)."""
        sites = list(administered_sites(self.request.user))
        if not sites:
            raise PermissionDenied
        sections = [(site, rows_of(site)) for site in sites]
        context: dict[str, Any] = super().get_context_data(sections=sections, **kwargs)
        return context


@require_POST
def switch(request: HttpRequest, site_id: int, slug: str) -> HttpResponse:
    """Switch an add-on on (`enabled=1`) or off (`enabled=0`) for a site."""
    allowed = administered_sites(request.user)
    if not allowed.exists():
        raise PermissionDenied
    # A site that is not theirs is a site that is not there.
    site = get_object_or_404(allowed, pk=site_id)
    wanted = {"1": True, "0": False}.get(request.POST.get("enabled", ""))
    if wanted is None:
        raise Http404
    try:
        with transaction.atomic():
            changed = set_enabled(slug, site, enabled=wanted)
            if changed:
                event = SWITCHED_ON if wanted else SWITCHED_OFF
                detail = {"addon": slug}
                record(event, site=site, actor=request.user, detail=detail, request=request)
    except LookupError:
        raise Http404 from None
    names = {"addon": addons()[slug].title, "site": site.site_name or site.hostname}
    if not changed:
        messages.warning(request, _("Nothing changed: somebody was faster."))
    elif wanted:
        messages.success(request, _("%(addon)s is now on for %(site)s.") % names)
    else:
        messages.success(
            request,
            _("%(addon)s is now off for %(site)s. The content of pages is kept.") % names,
        )
    return redirect(reverse("ratusz_addons"))


def _state(*, removable: bool, on: bool) -> State:
    if not removable:
        return State.BUILT_IN
    return State.ON if on else State.OFF


def _left_out() -> Iterable[str]:
    known = {*getattr(settings, "INTREE_ADDONS", ()), *(e.name for e in entry_points(group=GROUP))}
    return sorted(known - addons().keys() - FAILED.keys())
