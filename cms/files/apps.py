"""The app of private files."""

import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Private files: checked when they come, encrypted where they lie, shown to few."""

    name = "cms.files"
    label = "ratusz_files"
    verbose_name = _("Private files")
    default_auto_field = "django.db.models.BigAutoField"
    # Run once each time, whichever process looks first (cms.connectors.schedules).
    schedules = {
        "purge": ("upkeep.purge", datetime.timedelta(hours=1)),
        "sweep": ("upkeep.sweep", datetime.timedelta(days=1)),
    }

    def ready(self) -> None:
        """Register the system checks; let contents go with their rows."""
        from . import checks, services  # noqa: F401, PLC0415

        services.follow_removed_rows()
