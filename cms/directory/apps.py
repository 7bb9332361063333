"""The app of the office's directory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Units, officers, hours, absence and working days of each municipality's office."""

    name = "cms.directory"
    label = "ratusz_directory"
    verbose_name = _("Directory of the office")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what files the import takes."""
        from .forms import declare_purpose  # noqa: PLC0415

        declare_purpose()
