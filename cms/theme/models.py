"""The identity of a municipality, edited under Settings in the Wagtail admin."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

PHONE_LENGTH = 40


class Crest(models.TextChoices):
    """The crests that come with the portal; all are invented."""

    OAK_RIVER = "oak-river", _("Oak leaves over a river")
    FIR_RIVER = "fir-river", _("Three firs over a river")
    TOWER_GATE = "tower-gate", _("Tower with a gate")
    SHEAF_FIELD = "sheaf-field", _("Sheaf on a field")


@register_setting(icon="home", order=10)
class Identity(BaseSiteSetting):
    """What header, footer and letters say about a municipality.

    Names are proper names, the same in every language. What is left empty is not shown.
    """

    select_related = ["crest_image"]

    name = models.CharField(
        _("name of the municipality"),
        max_length=120,
        help_text=_(
            "Stands in the header and in the title of every page, for example: Gmina Puławy."
        ),
    )
    office_name = models.CharField(
        _("name of the office"),
        max_length=120,
        blank=True,
        help_text=_("Heads the address in the footer, for example: Urząd Gminy Puławy."),
    )
    portal_name = models.CharField(
        _("name of the portal"),
        max_length=80,
        blank=True,
        help_text=_(
            "Stands under the name in the header. Left empty, it reads “Residents' portal” in the "
            "language of the page."
        ),
    )
    crest = models.CharField(
        _("crest"),
        max_length=20,
        choices=Crest,
        default=Crest.OAK_RIVER,
        help_text=_("A picture that comes with the portal, until you upload your own."),
    )
    crest_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("your own crest"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "PNG or WebP with a transparent ground, at least 160 pixels high. It stands on a dark "
            "band: dark crests need a white outline."
        ),
    )
    address_1 = models.CharField(
        _("street and number"),
        max_length=120,
        blank=True,
        help_text=_("For example: ul. Lipowa 4."),
    )
    address_2 = models.CharField(
        _("postcode and town"),
        max_length=120,
        blank=True,
        help_text=_("For example: 24-100 Puławy."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=PHONE_LENGTH,
        blank=True,
        help_text=_("The switchboard, as people read it aloud: 81 555 01 00."),
    )
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("The general address of the office.")
    )
    tax_office_phone = models.CharField(
        _("phone of the tax department"),
        max_length=PHONE_LENGTH,
        blank=True,
        help_text=_("Shown beside dues, for questions about amounts."),
    )
    epuap_address = models.CharField(
        _("ePUAP address"),
        max_length=120,
        blank=True,
        help_text=_("The electronic mailbox, for example: /UGPulawy/SkrytkaESP."),
    )
    bip_url = models.URLField(
        _("Public Information Bulletin (BIP)"),
        blank=True,
        help_text=_("The address of your bulletin; it is linked from every page."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("office_name"), FieldPanel("portal_name")],
            heading=_("Names"),
        ),
        MultiFieldPanel([FieldPanel("crest"), FieldPanel("crest_image")], heading=_("Crest")),
        MultiFieldPanel(
            [
                FieldPanel("address_1"),
                FieldPanel("address_2"),
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("tax_office_phone"),
                FieldPanel("epuap_address"),
                FieldPanel("bip_url"),
            ],
            heading=_("Contact"),
        ),
    ]

    class Meta:
        verbose_name = _("identity of the municipality")
        verbose_name_plural = _("identities of the municipalities")
