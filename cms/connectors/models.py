"""What connectors store: the last good answer about a person, encrypted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """The last good answer of one source about one person in one municipality.

    The person is a keyed hash; the payload is bound to source, person and site, so a row that is
    moved to another place does not open. Failures are never stored here.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    # Who asked last; the row goes with the account.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    connector = models.CharField(_("source"), max_length=80)
    part = models.CharField(max_length=80, blank=True, default="")
    subject_hash = models.CharField(max_length=64)
    schema = models.PositiveIntegerField()
    payload = models.TextField()
    fetched_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("last known answer")
        verbose_name_plural = _("last known answers")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "connector", "part", "subject_hash"], name="snapshot_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.connector} {self.fetched_at:%Y-%m-%d %H:%M}"
