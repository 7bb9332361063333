"""The manifest: what this add-on brings, as data and dotted paths."""

from django.utils.translation import gettext_lazy as _

from cms.addonkit.manifest import AddonConfig


class DuesConfig(AddonConfig):
    """Taxes and fees of a resident, read from the municipality's own system."""

    name = "addons.dues"
    label = "ratusz_dues"
    slug = "dues"
    verbose_name = _("Dues and payments")
    title = _("Dues and payments")
    summary = _("Residents see what they owe the municipality, and what they have paid.")
    version = "1.0.0"
    requires_platform = ">=1.0,<2"

    icon = "doc-full"
    blocks = ("blocks.DuesBlock", "blocks.BalanceBlock")
    settings_model = "models.DuesSettings"
    connectors = ("connectors.LedgerSource",)
    dashboard_cards = ("blocks.BalanceBlock",)
    personal_data = "privacy.PersonalData"

    data_flows = _(
        "When a resident with a confirmed identity opens a page with this block, the portal sends "
        "their PESEL to the dues system whose address you set. It keeps the last answer encrypted, "
        "so that it can be shown when the system does not answer. Nothing goes to anybody else."
    )
