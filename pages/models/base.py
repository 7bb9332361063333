"""What the page types have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.addonkit import AddonPageMixin, AddonStreamField
from pages.routing import restrictions_of
from pages.surroundings import show


class SitePage(AddonPageMixin, Page):
    """A page with a lead and a body of content blocks and add-on blocks."""

    # Whether the header shows the portal's menu and who is signed in.
    is_portal = False

    lead = models.CharField(
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences under the title: what the reader finds here."),
    )
    body = AddonStreamField(
        "pages.blocks.body_blocks",
        blank=True,
        verbose_name=_("body"),
        help_text=_("What the page consists of, from top to bottom."),
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("public_subpage_words"),
    ]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, and remember which sub-URL it is: the language switch leads to the same one."""
        request._pages_found = kwargs.get("found")  # type: ignore[attr-defined]
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The template's context."""
        show(self, request)
        return super().get_context(request, *args, **kwargs)

    def get_view_restrictions(self) -> Any:
        """The restrictions of this page and those above it."""
        known = restrictions_of(self)
        return super().get_view_restrictions() if known is None else known

    def linked_page_ids(self) -> Iterator[int]:
        """Pages that the page links to outside its body."""
        yield from ()
