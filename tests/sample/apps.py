"""A sample add-on: one block of each kind the framework must cope with."""

from cms.addonkit import AddonConfig


class SampleConfig(AddonConfig):
    name = "tests.sample"
    label = "sample"
    slug = "sample"
    title = "Sample"
    summary = "One block of each kind."
    version = "1.0.0"
    default_enabled = True
    blocks = (
        "blocks.PublicBlock",
        "blocks.FormBlock",
        "blocks.AccountBlock",
        "blocks.NoteBlock",
        "blocks.VerifiedBlock",
        "blocks.BrokenBlock",
        "blocks.BrokenTemplateBlock",
        "blocks.FileBlock",
    )
    dashboard_cards = ("blocks.AccountBlock", "blocks.VerifiedBlock", "blocks.BrokenBlock")
    site_urls = "urls"
    health_checks = ("health.open_cases", "health.broken")
    personal_data = "privacy.PersonalData"
    permissions = {"official": ("view_case", "change_case")}
    provides = {
        "payable": "offers.SamplePayable",
        "letter_channel": "offers.SampleChannel",
        "correspondence_feed": "offers.SampleFeed",
        "profile_card": "offers.SampleCard",
    }
