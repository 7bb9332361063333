"""Residents of municipalities, and how they sign in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    """Connects sessions to municipalities and the system checks."""

    name = "cms.residents"
    label = "ratusz_residents"
    verbose_name = _("Residents")
    default_auto_field = "django.db.models.BigAutoField"
    sealed = ("sealed.SECOND_FACTORS",)

    def ready(self) -> None:
        """Register checks and the signal handlers of signing in."""
        from . import audit_trail, checks, second_factor, sessions  # noqa: F401, PLC0415

        audit_trail.follow()
        sessions.follow_sign_in()
        second_factor.follow_use()
