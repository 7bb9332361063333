"""When a municipality's officials get the daily summary, edited under Settings in the admin."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class When(models.TextChoices):
    """On which mornings it is sent."""

    NEEDED = "needed", _("Only when something needs somebody")
    ALWAYS = "always", _("On every working day")
    NEVER = "never", _("Never")


@register_setting(icon="mail", order=60)
class DigestSettings(BaseSiteSetting):
    """The daily summary of a municipality."""

    when = models.CharField(
        _("when it is sent"),
        max_length=10,
        choices=When,
        default=When.NEEDED,
        help_text=_(
            "At seven on working days, to everybody who may see deliveries or the health of the "
            "connected systems. Each of them can switch it off for themselves, under their account."
        ),
    )

    panels = [FieldPanel("when")]

    class Meta:
        verbose_name = _("Daily summary")
