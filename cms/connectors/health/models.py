"""What is kept of the checks: the last one of each connector, and when its state changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .states import HEALTH_WORDS, Health


class CheckRun(models.Model):
    """The last check of one connector in one municipality. It holds no personal data.

    `findings` is a list of objects with `serious`, `works`, `detail`, and `message` and `advice`
    as language ▸ text. `history` is a list of `[moment, state]`, the newest first: the changes of
    state, at most `storing.MOST_CHANGES`.
    """

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    connector = models.CharField(_("connector"), max_length=120)
    state = models.CharField(_("state"), max_length=12, default=Health.UNCHECKED.value)
    since = models.DateTimeField(_("since"))
    at = models.DateTimeField(_("checked"))
    milliseconds = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    history = models.JSONField(default=list)

    class Meta:
        verbose_name = _("check of a connector")
        verbose_name_plural = _("checks of connectors")
        constraints = [
            models.UniqueConstraint(fields=["site", "connector"], name="check_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.connector}: {self.state}"

    @property
    def state_words(self) -> Any:
        """The state for people."""
        return HEALTH_WORDS[Health(self.state)]
