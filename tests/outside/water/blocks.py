from cms.addonkit import request_state
from cms.addonkit.blocks import AddonBlock
from cms.addonkit.people import Assurance
from tests.outside import source

from .connector import Water


class WaterBlock(AddonBlock):
    block_name = "water"
    assurance = Assurance.VERIFIED

    def ahead(self, context):
        request_state.put("water", source.begin(Water(), context))

    def index(self, context):
        result = request_state.get("water")
        answer = result() if result else source.ask(Water(), context)
        return source.fragment("water/lines.html", answer)

    class Meta:
        label = "Water"
        icon = "list-ul"
        description = "What the water of the tests says."
        preview_template = "water/lines.html"
        preview_value = {"url_prefix": ""}
