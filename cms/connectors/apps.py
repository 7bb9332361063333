"""The connector platform as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConnectorsConfig(AppConfig):
    """Registers the system checks."""

    name = "cms.connectors"
    label = "ratusz_connectors"
    verbose_name = _("Connectors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks of the allow-list and of the connectors' declarations."""
        from . import checks  # noqa: F401, PLC0415
