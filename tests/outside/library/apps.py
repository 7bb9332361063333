"""An add-on of the tests whose block asks only when it answers, as simple add-ons do."""

from cms.addonkit import AddonConfig


class LibraryConfig(AddonConfig):
    name = "tests.outside.library"
    label = slug = "library"
    title = "Library"
    version = "1.0.0"
    blocks = ("blocks.LibraryBlock",)
    connectors = ("connector.Library",)

    def load(self, dotted):
        return super().load("connector.simulator" if dotted == "simulator" else dotted)
