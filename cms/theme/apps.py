"""The app of a municipality's identity."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemeConfig(AppConfig):
    """Name, crest and addresses of each municipality."""

    name = "cms.theme"
    label = "ratusz_theme"
    verbose_name = _("Look of the municipality")
