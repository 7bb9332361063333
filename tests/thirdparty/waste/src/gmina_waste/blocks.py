"""The block that an editor places, and its page for each street."""

from django.http import Http404
from wagtail import blocks

from cms.addonkit import AddonBlock, Assurance, BlockContext, Fragment, subpage


class CalendarBlock(AddonBlock):
    """All streets; below the page one page a street."""

    block_name = "calendar"  # stored in pages as waste__calendar: never rename
    assurance = Assurance.ANONYMOUS
    schema_version = 1
    translatable = ("heading",)

    heading = blocks.CharBlock(max_length=120, label="Heading")
    streets = blocks.ListBlock(
        blocks.StructBlock([("slug", blocks.CharBlock()), ("day", blocks.CharBlock())]),
        label="Streets",
    )

    subpages = (
        subpage(
            "street",
            {
                "pl": "ulica/<slug:street>/",
                "en": "street/<slug:street>/",
                "uk": "vulytsia/<slug:street>/",
            },
            sample={"street": "sample"},
        ),
    )

    def index(self, context: BlockContext) -> Fragment:
        """All streets, with links to their pages."""
        rows = [
            (item["slug"], item["day"], context.url("street", street=item["slug"]))
            for item in context.value["streets"]
        ]
        return Fragment("waste/calendar.html", {"rows": rows})

    def street(self, context: BlockContext, street: str) -> Fragment:
        """One street.

        Raises:
            Http404: nobody collects there.

        """
        days = {item["slug"]: item["day"] for item in context.value["streets"]}
        if context.preview:
            days = {"sample": "Monday"}
        if street not in days:
            raise Http404
        return Fragment("waste/street.html", {"day": days[street]}, title=street.title())

    class Meta:
        icon = "date"
        label = "Waste collection"
        description = "When the rubbish is collected, street by street."
        preview_value = {"heading": "Collection days", "streets": []}
