"""The blocks an editor places: all dues with their cards, and the balance alone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.addonkit.blocks import AddonBlock, BlockContext, Fragment
from cms.addonkit.people import Assurance
from cms.addonkit.routes import subpage

from . import views


class DuesBlock(AddonBlock):
    """Everything a resident owes: balance, accounts, payments; below it a page for each card."""

    block_name = "dues"
    assurance = Assurance.VERIFIED
    schema_version = 1
    translatable = ("heading", "intro")

    heading = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Heading"),
        help_text=_("Above the balance. Leave empty when the page's title says it."),
    )
    intro = blocks.TextBlock(
        required=False,
        max_length=500,
        rows=2,
        label=_("Introduction"),
        help_text=_("One or two sentences, for example where the figures come from."),
    )

    subpages = (
        subpage(
            "card",
            {
                "pl": "karta/<slug:account>/",
                "en": "card/<slug:account>/",
                "uk": "kartka/<slug:account>/",
            },
            sample={"account": "sample"},
        ),
    )

    def ahead(self, context: BlockContext) -> None:
        """Ask the dues system."""
        views.ahead(context)

    def index(self, context: BlockContext) -> Fragment:
        """Balance, accounts and payments."""
        return views.overview(context)

    def card(self, context: BlockContext, account: str) -> Fragment:
        """One account card with its instalments."""
        return views.card(context, account)

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Sample figures for the editor's block picker."""
        return views.overview_preview(super().get_preview_context(value, parent_context), value)

    class Meta:
        icon = "doc-full"
        label = _("Dues of the resident")
        description = _(
            "What the signed-in resident owes: balance, accounts, instalments and payments. Only "
            "residents with a confirmed identity see it."
        )
        preview_template = "dues/preview/overview.html"
        preview_value = {
            "heading": "",
            "intro": _("Here you see how much you owe the municipality, and for what."),
        }


class BalanceBlock(AddonBlock):
    """The balance alone, for a dashboard; a link leads to the page with all dues."""

    block_name = "balance"
    assurance = Assurance.VERIFIED
    schema_version = 1
    translatable = ("heading",)

    heading = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Heading"),
        help_text=_("Empty: the name of the block."),
    )

    def ahead(self, context: BlockContext) -> None:
        """Ask the dues system."""
        views.ahead(context)

    def index(self, context: BlockContext) -> Fragment:
        """The balance, with a link to the page that carries the block of all dues."""
        return views.balance(context)

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Sample figures for the editor's block picker."""
        return views.overview_preview(super().get_preview_context(value, parent_context), value)

    class Meta:
        icon = "decimal"
        label = _("Balance of dues")
        description = _("The sum the signed-in resident owes, for a dashboard.")
        preview_template = "dues/preview/balance.html"
        preview_value = {"heading": ""}
