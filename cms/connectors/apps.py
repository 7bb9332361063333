"""The connector platform as a Django app."""

from celery.schedules import crontab
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConnectorsConfig(AppConfig):
    """Registers the system checks and says what runs by the clock."""

    name = "cms.connectors"
    label = "ratusz_connectors"
    verbose_name = _("Connectors")
    default_auto_field = "django.db.models.BigAutoField"
    personal_data = "privacy.SnapshotData"
    schedules = {
        "tidy_outbox": ("outbox.tidying.tidy", crontab(hour=3, minute=40)),
        "tidy_calls": ("calls.tidy", crontab(hour=3, minute=50)),
    }
    sealed = ("sealed.SNAPSHOTS", "sealed.DELIVERIES")

    def ready(self) -> None:
        """Register the checks; write down the calls of each request when it is over."""
        from . import calls, checks  # noqa: F401, PLC0415
        from .outbox import checks as outbox_checks  # noqa: F401, PLC0415

        calls.follow_requests()
