"""The design system's app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Page shell, components, forms and the headers that belong to the look."""

    name = "cms.ui"
    label = "ratusz_ui"
    verbose_name = _("Design system")
