"""Reports ▸ Health: how the outside systems of a municipality stand, and checking one now."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
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

from cms.addonkit.sites import site_of
from cms.audit.staff import may, sites_for
from cms.audit.staff.policy import SEEING, site_ids_for
from cms.connectors.outbox.models import OutboxDelivery

from .models import CheckRun
from .page import overview
from .services import check_now
from .states import Health


class HealthView(WagtailAdminTemplateMixin, TemplateView):
    """The page of one municipality; another's is not there."""

    page_title = gettext_lazy("Health")
    header_icon = "pulse"
    template_name = "connectors/health/page.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home ▸ Health."""
        return [*self.breadcrumbs_items, {"url": "", "label": _("Health")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `site`, `sites` (those to choose from), `overview` and what the person may do.

        Raises:
            PermissionDenied: the person may look at no municipality's health.
            Http404: not at this one's.

        """
        user = self.request.user
        sites = list(sites_for(user, CheckRun, SEEING))
        if not sites:
            raise PermissionDenied
        site = _chosen(self.request, sites, kwargs.get("site_id"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "site": site,
            "sites": sites,
            "overview": overview(site),
            "may_check": may(user, "change", CheckRun(site=site)),
            "deliveries_url": _deliveries_url(self.request, site),
        }


@require_POST
def check(request: HttpRequest, site_id: int) -> HttpResponse:
    """Check the connector named in the form now, and say what came of it."""
    site = get_object_or_404(sites_for(request.user, CheckRun, ("change",)), pk=site_id)
    name = request.POST.get("connector", "")
    try:
        row = check_now(site, name, request)
    except LookupError:
        raise Http404 from None
    if row is None:
        messages.error(request, _("The result of the check could not be kept."))
    elif row.state == Health.WORKS and not row.findings:
        messages.success(request, _("Checked: it works."))
    elif row.state == Health.WORKS:
        messages.warning(request, _("Checked: it works, but read what was found."))
    else:
        words = {"state": row.state_words}
        messages.error(request, _("Checked: %(state)s. Read below what to do.") % words)
    return redirect(reverse("ratusz_health_site", args=[site.pk]))


def may_look(request: HttpRequest) -> bool:
    """Whether the person may look at any municipality's health."""
    return bool(site_ids_for(request.user, CheckRun, SEEING))


def _chosen(request: HttpRequest, sites: list[Site], site_id: int | None) -> Site:
    """The site asked for; without one that of this address, if the person may see it."""
    by_id = {site.pk: site for site in sites}
    if site_id is not None:
        if site_id not in by_id:
            raise Http404
        return by_id[site_id]
    here = site_of(request)
    return by_id.get(here.pk, sites[0]) if here else sites[0]


def _deliveries_url(request: HttpRequest, site: Site) -> str:
    if not sites_for(request.user, OutboxDelivery, SEEING).filter(pk=site.pk).exists():
        return ""
    return f"{reverse('outbox:index')}?needs_official=true"
