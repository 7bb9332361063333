"""The page for everything that is read: news, information, help."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from .base import SitePage


class ContentPage(SitePage):
    """Information for everybody; may have pages of its own kind below it."""

    template = "pages/content_page.html"
    page_description = _("News, information, help: text, pictures, links and blocks of add-ons.")
    parent_page_types = [
        "ratusz_pages.HomePage",
        "ratusz_pages.ContentPage",
        "ratusz_pages.PortalPage",
    ]
    subpage_types = ["ratusz_pages.ContentPage"]

    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_(
            "Shown above the title and in lists of news. Leave empty for lasting information."
        ),
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown above the text and in lists of news. Its description in the picture library is "
            "read aloud; a picture without one counts as decoration."
        ),
    )
    show_contact = models.BooleanField(
        _("contact beside the text"),
        default=True,
        help_text=_("Phone, e-mail and address of the office, in the same place on every page."),
    )
    show_in_portal_menu = models.BooleanField(
        _("also in the portal's menu"),
        default=False,
        help_text=_("For pages that residents need while they are signed in, for example help."),
    )
    show_in_footer = models.BooleanField(
        _("in the footer"),
        default=False,
        help_text=_("In the column “About this site”. Only pages directly below the home page."),
    )

    content_panels = [
        *SitePage.content_panels[:-2],
        FieldPanel("date"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("show_contact"),
        FieldPanel("body"),
    ]
    promote_panels = [
        *SitePage.promote_panels,
        MultiFieldPanel(
            [FieldPanel("show_in_portal_menu"), FieldPanel("show_in_footer")],
            heading=_("Other menus"),
        ),
    ]
    override_translatable_fields = [
        SynchronizedField("date", overridable=False),
        SynchronizedField("show_contact", overridable=False),
        SynchronizedField("show_in_portal_menu", overridable=False),
        SynchronizedField("show_in_footer", overridable=False),
    ]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
