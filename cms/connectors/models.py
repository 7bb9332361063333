"""What connectors store: last good answers, encrypted; when schedules run; and the outbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .outbox.models import OutboxDelivery, OutboxEvent, OutboxStep

__all__ = ["OutboxDelivery", "OutboxEvent", "OutboxStep", "ScheduleState", "Snapshot"]


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


class ScheduleState(models.Model):
    """When a schedule runs next, and who is running it now. One row a schedule and site."""

    name = models.CharField(_("schedule"), max_length=120)
    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, null=True, related_name="+"
    )
    due_at = models.DateTimeField(_("due"))
    lease = models.CharField(max_length=32, blank=True, default="", editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(_("last started"), null=True)
    finished_at = models.DateTimeField(_("last ended"), null=True)
    # The kind of the last error, never its text.
    error = models.CharField(_("last error"), max_length=80, blank=True, default="")
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        constraints = [
            models.UniqueConstraint(fields=["name", "site"], name="schedule_once_per_site"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(site__isnull=True), name="schedule_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
