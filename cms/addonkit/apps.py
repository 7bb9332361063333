"""The add-on framework as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AddonKitConfig(AppConfig):
    """Connects the placement index and the system checks."""

    name = "cms.addonkit"
    label = "ratusz_addonkit"
    verbose_name = _("Add-ons")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register checks, follow what is published and which languages there are."""
        from . import checks, languages, placements  # noqa: F401, PLC0415

        placements.follow_publication()
        languages.follow_locales()
