"""Settings ▸ Add-ons: what is installed, what each one does, and the switch of each site."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from cms.addonkit.models import AddonSwitch
from cms.addonkit.registry import addons
from cms.addonkit.switch import set_enabled
from cms.audit.services import record

from .addon_facts import Facts, Row, State, facts_of, rows_for, rows_of
from .audit_events import SWITCHED_OFF, SWITCHED_ON

__all__ = ["AddonView", "AddonsView", "Row", "State", "administered_sites", "rows_of", "switch"]


def administered_sites(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Site]:
    """The sites whose add-ons a user may switch.

    All for a superuser; else those for which a group of the user holds the site permission
    `ratusz_addonkit.change_addonswitch` (or holds it for all sites).
    """
    policy: Any = SitePermissionPolicy(AddonSwitch, site_field_name="site")
    sites: QuerySet[Site] = policy.sites_user_has_any_permission_for(user, ["change"])
    return sites.select_related("root_page").order_by("site_name", "hostname", "port")


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
        rows = rows_for(sites)
        sections = [(site, rows[site.pk]) for site in sites]
        context: dict[str, Any] = super().get_context_data(sections=sections, **kwargs)
        return context


class AddonView(WagtailAdminTemplateMixin, TemplateView):
    """One add-on on one site; with `asking`, the question before it is switched."""

    header_icon = "cogs"
    template_name = "connectors/panel/addon.html"
    asking = False

    def get_page_title(self) -> str:
        """The add-on, or the question."""
        title = str(self.facts.row.title)
        if not self.asking:
            return title
        if self.facts.row.is_on:
            return _("Switch off %(addon)s?") % {"addon": title}
        return _("Switch on %(addon)s?") % {"addon": title}

    def get_page_subtitle(self) -> str:
        """Whose."""
        return str(self.site.site_name or self.site.hostname)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home ▸ Add-ons ▸ this one."""
        listed = {"url": reverse("ratusz_addons"), "label": _("Add-ons")}
        own = {"url": "", "label": str(self.facts.row.title)}
        return [*self.breadcrumbs_items, listed, own]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the site and the add-on.

        Raises:
            Http404: the site is not this user's, or nothing is known of the add-on.
            PermissionDenied: the user administers no site at all.

        """
        self.site = _site_of(request, kwargs["site_id"])
        facts = facts_of(kwargs["slug"], self.site, request.user)
        if facts is None or (self.asking and not facts.row.switchable):
            raise Http404
        self.facts: Facts = facts
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `site`, `facts` and `asking`."""
        context: dict[str, Any] = super().get_context_data(
            site=self.site, facts=self.facts, asking=self.asking, **kwargs
        )
        return context


@require_POST
def switch(request: HttpRequest, site_id: int, slug: str) -> HttpResponse:
    """Switch an add-on on (`enabled=1`) or off (`enabled=0`) for a site.

    It is switched on only by who was shown what leaves the portal (`confirmed=1`); others are.
    """
    site = _site_of(request, site_id)
    wanted = {"1": True, "0": False}.get(request.POST.get("enabled", ""))
    if wanted is None:
        raise Http404
    if wanted and request.POST.get("confirmed") != "1":
        if slug not in addons():
            raise Http404
        return redirect(reverse("ratusz_addon_ask", args=[site.pk, slug]))
    try:
        with transaction.atomic():
            changed = set_enabled(slug, site, enabled=wanted)
            if changed:
                event = SWITCHED_ON if wanted else SWITCHED_OFF
                detail = {"addon": slug}
                record(event, site=site, actor=request.user, detail=detail, request=request)
    except LookupError:
        raise Http404 from None
    _say(request, site, slug, wanted if changed else None)
    return redirect(reverse("ratusz_addon", args=[site.pk, slug]))


def _site_of(request: HttpRequest, site_id: int) -> Site:
    allowed = administered_sites(request.user)
    if not allowed.exists():
        raise PermissionDenied
    # A site that is not theirs is a site that is not there.
    return get_object_or_404(allowed, pk=site_id)


def _say(request: HttpRequest, site: Site, slug: str, now: bool | None) -> None:
    names = {"addon": addons()[slug].title, "site": site.site_name or site.hostname}
    if now is None:
        messages.warning(request, _("Nothing changed: somebody was faster."))
    elif now:
        messages.success(request, _("%(addon)s is now on for %(site)s.") % names)
    else:
        messages.success(
            request,
            _("%(addon)s is now off for %(site)s. The content of pages is kept.") % names,
        )
