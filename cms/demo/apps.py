"""The demo: sample municipalities that every feature and test agrees on."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Has no models: it only runs what the other apps bring in their `demo` modules."""

    name = "cms.demo"
    label = "ratusz_demo"
    verbose_name = _("Demo")
