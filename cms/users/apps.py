"""The project's user class as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    """Credentials of everybody who signs in; who they are stands elsewhere."""

    name = "cms.users"
    label = "ratusz_users"
    verbose_name = _("Users")
    default_auto_field = "django.db.models.BigAutoField"
