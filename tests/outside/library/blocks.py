from cms.addonkit.blocks import AddonBlock
from cms.addonkit.people import Assurance
from tests.outside import source

from .connector import Library


class LibraryBlock(AddonBlock):
    block_name = "library"
    assurance = Assurance.VERIFIED

    def index(self, context):
        return source.fragment("library/lines.html", source.ask(Library(), context))

    class Meta:
        label = "Library"
        icon = "list-ul"
        description = "What the library of the tests says."
        preview_template = "library/lines.html"
        preview_value = {"url_prefix": ""}
