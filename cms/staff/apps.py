"""The people who work with the portal: their roles, and the gate of the admin."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Roles per municipality and the second-factor gate."""

    name = "cms.staff"
    label = "ratusz_staff"
    verbose_name = _("Staff")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep rights in step with languages and add-ons, and record who is given which role."""
        from . import audit_trail, roles  # noqa: PLC0415

        audit_trail.follow()
        roles.follow_new_languages()
        roles.follow_switches()
