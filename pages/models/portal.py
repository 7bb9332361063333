"""Pages of the residents' portal: what they show depends on who asks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.addonkit.people import Assurance, subject_of

from .base import SitePage


class PortalPage(SitePage):
    """A page with a resident's own matters. It is never cached and says who is signed in."""

    template = "pages/portal_page.html"
    page_description = _("A page of the residents' portal: dues, correspondence, profile.")
    parent_page_types = ["ratusz_pages.HomePage", "ratusz_pages.PortalPage"]
    subpage_types = ["ratusz_pages.PortalPage", "ratusz_pages.ContentPage"]
    may_be_public = False
    is_portal = True

    account_required = models.BooleanField(
        _("only for signed-in people"),
        default=False,
        help_text=_(
            "For the page that sign-in leads to: others are sent to the sign-in page first. The "
            "blocks of add-ons guard themselves anyway."
        ),
    )

    settings_panels = [*SitePage.settings_panels, FieldPanel("account_required")]
    override_translatable_fields = [SynchronizedField("account_required", overridable=False)]

    class Meta:
        verbose_name = _("portal page")
        verbose_name_plural = _("portal pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send to the sign-in page who must sign in first; else answer."""
        if self.account_required and not request.user.is_authenticated:
            sign_in = redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            patch_cache_control(sign_in, private=True, no_store=True)
            return sign_in
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """None for a page that nobody sees without signing in."""
        return [] if self.account_required else super().get_sitemap_urls(request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `subject`, and `identity_confirmed` for the status beside the title."""
        context = super().get_context(request, *args, **kwargs)
        subject = subject_of(request)
        context["subject"] = subject
        context["identity_confirmed"] = subject.assurance >= Assurance.VERIFIED
        return context
