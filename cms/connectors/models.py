"""What connectors store: last good answers, encrypted; calls; when schedules run; the outbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .outbox.models import OutboxDelivery, OutboxEvent, OutboxStep

__all__ = [
    "Call",
    "CallTally",
    "OutboxDelivery",
    "OutboxEvent",
    "OutboxStep",
    "ScheduleState",
    "Snapshot",
]


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


class Call(models.Model):
    """One call of an outside system: which, for whom of the municipalities, how it ended.

    Nothing about the person whose data was asked for, nor about who asked.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    connector = models.CharField(_("source"), max_length=80)
    at = models.DateTimeField(_("when"))
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    purpose = models.CharField(_("what for"), max_length=12)
    # "ok" or a Reason.
    outcome = models.CharField(_("how it ended"), max_length=20)
    # The phase that let it through or, when nothing was sent, "open"; "" where none was asked.
    breaker = models.CharField(_("breaker"), max_length=12, blank=True, default="")

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        indexes = [
            models.Index(fields=["site", "connector", "at"], name="call_of_connector"),
            models.Index(fields=["at"], name="call_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.connector} {self.at:%Y-%m-%d %H:%M} {self.outcome}"


class CallTally(models.Model):
    """How many calls there ever were and how long they took: what metrics count on.

    The log is tidied, a counter must never go down. One row for each connector, municipality,
    purpose and outcome; each bucket counts the calls that took at most so long, but longer than
    the bucket before.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    connector = models.CharField(max_length=80)
    purpose = models.CharField(max_length=12)
    outcome = models.CharField(max_length=20)
    calls = models.PositiveBigIntegerField(default=0)
    milliseconds = models.PositiveBigIntegerField(default=0)
    up_to_50 = models.PositiveBigIntegerField(default=0)
    up_to_100 = models.PositiveBigIntegerField(default=0)
    up_to_250 = models.PositiveBigIntegerField(default=0)
    up_to_500 = models.PositiveBigIntegerField(default=0)
    up_to_1000 = models.PositiveBigIntegerField(default=0)
    up_to_2000 = models.PositiveBigIntegerField(default=0)
    up_to_5000 = models.PositiveBigIntegerField(default=0)
    up_to_20000 = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of calls")
        verbose_name_plural = _("tallies of calls")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "connector", "purpose", "outcome"], name="call_tally_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.connector} {self.purpose} {self.outcome}: {self.calls}"
