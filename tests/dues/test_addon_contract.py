"""Dues keeps the contract of add-ons."""

from cms.addonkit.quality import Level
from cms.addonkit.testing import AddonContract


class TestDues(AddonContract):
    slug = "dues"
    level = Level.SILVER
