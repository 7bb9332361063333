"""The switch of the daily summary in each official's account, in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cms.notices import preferences
from cms.notices.kinds import Channel
from cms.notices.models import Preference
from cms.notices.notices import DIGEST

from .recipients import sites_of


class DigestForm(forms.Form):
    """A box for each municipality whose summary somebody gets."""

    def __init__(self, *args: Any, instance: Any, **kwargs: Any) -> None:
        """Look up the municipalities of a user, and what they chose."""
        super().__init__(*args, **kwargs)
        self.user = instance
        self.sites = list(sites_of(instance))
        refused = set(
            Preference.objects.filter(
                user=instance,
                topic=DIGEST.topic.name,
                channel=Channel.MAIL,
                wanted=False,
            ).values_list("site_id", flat=True)
        )
        for site in self.sites:
            self.fields[f"site-{site.pk}"] = forms.BooleanField(
                label=site.site_name or site.hostname,
                required=False,
                initial=site.pk not in refused,
            )

    @transaction.atomic
    def save(self) -> None:
        """Store the choices of each municipality."""
        for site in self.sites:
            wanted = {(DIGEST.topic.name, Channel.MAIL): self.cleaned_data[f"site-{site.pk}"]}
            preferences.choose(site, self.user.pk, wanted, actor=self.user)


class DigestPanel(BaseSettingsPanel):
    """Account ▸ Notifications ▸ Daily summary by e-mail."""

    name = "daily_summary"
    title = _("Daily summary by e-mail")
    help_text = _("What waits for an official, at seven on working days.")
    tab = notifications_tab
    order = 300
    form_class = DigestForm

    def is_active(self) -> bool:
        """Only for people who get one."""
        return sites_of(self.user).exists()
