"""What editors write: page types, their blocks, and the navigation made from the page tree."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """The page types of a municipality's site."""

    name = "pages"
    label = "ratusz_pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"
