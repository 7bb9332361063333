"""The audit as a part of the platform that cannot be switched off."""

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from cms.addonkit.manifest import AddonConfig


class AuditConfig(AddonConfig):
    """Records who saw or changed what of whom, and shows it to those whom it concerns."""

    default = True

    name = "cms.audit"
    label = "ratusz_audit"
    slug = "audit"
    verbose_name = _("Audit")
    default_auto_field = "django.db.models.BigAutoField"
    title = _("Who looked at my data")
    summary = _("Residents see which officials opened or changed their data, and when.")
    version = "1.0.0"
    removable = False
    blocks = ("blocks.ViewsBlock",)

    def ready(self) -> None:
        """Let every app declare its events; follow what lies below us, or is Wagtail's."""
        from . import keys, site_settings  # noqa: PLC0415

        autodiscover_modules("audit_events")
        keys.follow()
        site_settings.follow()
