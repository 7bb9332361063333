"""The manifest: data and dotted paths, no models, no settings."""

from cms.addonkit import AddonConfig


class WasteConfig(AddonConfig):
    """Collection days, street by street."""

    name = "gmina_waste"
    label = "gmina_waste"
    slug = "waste"
    title = "Waste collection"
    summary = "Residents see when the rubbish of their street is collected."
    icon = "date"
    version = "1.0.0"
    requires_platform = ">=1.0,<2"
    blocks = ("blocks.CalendarBlock",)
