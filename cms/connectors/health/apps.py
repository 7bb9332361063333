"""The health of connectors as a part of the platform that cannot be switched off."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from cms.addonkit.manifest import AddonConfig


class HealthConfig(AddonConfig):
    """Checks the connectors of every municipality by the clock, and shows how they stand."""

    default = True

    name = "cms.connectors.health"
    label = "ratusz_health"
    slug = "health"
    verbose_name = _("Health of connectors")
    default_auto_field = "django.db.models.BigAutoField"
    title = _("State of services")
    summary = _("Residents see which systems of the office answer at the moment.")
    version = "1.0.0"
    removable = False
    blocks = ("blocks.StatusBlock",)
    schedules = {"check": ("services.check_all", crontab(minute="*/15"))}
