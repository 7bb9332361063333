"""An add-on of the tests whose block asks ahead, beside the other blocks of its page."""

from cms.addonkit import AddonConfig


class WaterConfig(AddonConfig):
    name = "tests.outside.water"
    label = slug = "water"
    title = "Water"
    version = "1.0.0"
    blocks = ("blocks.WaterBlock",)
    connectors = ("connector.Water",)

    def load(self, dotted):
        return super().load("connector.simulator" if dotted == "simulator" else dotted)
