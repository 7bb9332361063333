"""The add-on framework as a Django app."""

from django.utils.translation import gettext_lazy as _

from .manifest import AddonConfig


class AddonKitConfig(AddonConfig):
    """Connects the placement index and the system checks; brings the dashboard's block."""

    default = True

    name = "cms.addonkit"
    label = "ratusz_addonkit"
    verbose_name = _("Add-ons")
    default_auto_field = "django.db.models.BigAutoField"
    slug = "dashboard"
    title = _("Dashboard")
    summary = _("One block that shows the cards of all add-ons that are on.")
    version = "1.0.0"
    removable = False
    blocks = ("dashboard.CardsBlock",)

    def ready(self) -> None:
        """Register checks, follow what is published and which languages there are."""
        from . import (  # noqa: PLC0415
            checks,  # noqa: F401
            declaration_checks,  # noqa: F401
            languages,
            placements,
            settings_menu,
        )
        from .hooks_of_addons import import_hooks  # noqa: PLC0415

        import_hooks()
        placements.follow_publication()
        languages.follow_locales()
        settings_menu.register_settings()
