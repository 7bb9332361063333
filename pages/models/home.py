"""The first page of a municipality's site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from pages.links import follow
from pages.routing import route_below

from .base import SitePage


class HomePage(SitePage):
    """Hero, urgent notice, task tiles and what else the editors put below."""

    template = "pages/home_page.html"
    page_description = _("The first page of a site: what people come for, within reach.")
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["ratusz_pages.ContentPage", "ratusz_pages.PortalPage"]

    class Art(models.TextChoices):
        """Pictures behind the title; shipped, so they follow the municipality's colours."""

        FIELDS = "fields", _("Fields, a river and the sun")
        NONE = "none", _("No picture")

    hero_title = models.CharField(
        _("question or greeting"),
        max_length=80,
        help_text=_("The large words at the top, for example: What do you want to do today?"),
    )
    art = models.CharField(_("picture"), max_length=20, choices=Art, default=Art.FIELDS)
    urgent_title = models.CharField(
        _("what is urgent"),
        max_length=120,
        blank=True,
        help_text=_("One urgent thing that concerns many people now, in bold. Empty: no ribbon."),
    )
    urgent_text = models.CharField(_("more about it"), max_length=250, blank=True)
    urgent_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page about it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    urgent_link_text = models.CharField(
        _("words of the link"),
        max_length=60,
        blank=True,
        help_text=_("Left empty, the title of the page is shown."),
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("hero_title"), FieldPanel("lead"), FieldPanel("art")],
            heading=_("Top of the page"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("urgent_title"),
                FieldPanel("urgent_text"),
                FieldPanel("urgent_page"),
                FieldPanel("urgent_link_text"),
            ],
            heading=_("Urgent notice"),
        ),
        HelpPanel(
            _(
                "Begin with a block of task tiles: it stands over the lower edge of the picture. "
                "A tile whose page is not available is left out by itself."
            ),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("hero_title")]
    override_translatable_fields = [SynchronizedField("art", overridable=False)]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page of an address at once, not level by level."""
        found = route_below(self, request, path_components) if path_components else None
        return found or super().route(request, path_components)

    def clean(self) -> None:
        """Refuse a ribbon that has only a continuation."""
        super().clean()
        if (self.urgent_text or self.urgent_page_id) and not self.urgent_title:
            raise ValidationError({"urgent_title": _("Say in a few words what is urgent.")})

    def linked_page_ids(self) -> Iterator[int]:
        """The page of the urgent notice."""
        if self.urgent_page_id:
            yield self.urgent_page_id

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `urgent_target`, where the ribbon's link leads."""
        context = super().get_context(request, *args, **kwargs)
        link = {"url": "", "page": self.urgent_page if self.urgent_page_id else None}
        context["urgent_target"] = follow(link, context)
        return context
