"""The app of legal notices."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClausesConfig(AppConfig):
    """Legal notices with versions, and who acknowledged which."""

    name = "cms.clauses"
    label = "ratusz_clauses"
    verbose_name = _("Legal notices")
    default_auto_field = "django.db.models.BigAutoField"
