"""The tables of the outbox: deliveries, their steps, and what happened to them."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .states import (
    DELIVERY_WORDS,
    EVENT_WORDS,
    IN_DOUBT_WORDS,
    STEP_WORDS,
    DeliveryState,
    EventKind,
    StepState,
)


class OutboxDelivery(models.Model):
    """Something that goes to another system in one or more steps.

    Only `payload` may hold personal data. It is encrypted, bound to this row, and wiped when the
    delivery has ended well.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("receipt number"), max_length=12, unique=True)
    kind = models.CharField(_("what"), max_length=80)
    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The caller's own mark: with it, the same thing is put in only once.
    once = models.CharField(max_length=120, blank=True, default="")
    payload = models.TextField(editable=False)
    state = models.CharField(_("state"), max_length=12, default=DeliveryState.OPEN.value)
    # Nothing happens any more unless an official decides.
    needs_official = models.BooleanField(_("needs an official"), default=False)
    created_at = models.DateTimeField(_("put in"))
    finished_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "once"],
                condition=~models.Q(once=""),
                name="outbox_delivery_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at"], name="outbox_by_time"),
            # The lists that people work with stay quick beside a million finished rows.
            models.Index(
                fields=["site", "-created_at"],
                condition=models.Q(finished_at__isnull=True),
                name="outbox_unfinished",
            ),
            models.Index(
                fields=["site"],
                condition=models.Q(needs_official=True),
                name="outbox_needs_official",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def context(self) -> str:
        """What the ciphertext is bound to."""
        return f"outbox:{self.pk}"

    @property
    def state_words(self) -> Any:
        """The state for people."""
        if self.needs_official and self.state == DeliveryState.CLARIFYING:
            return IN_DOUBT_WORDS
        return DELIVERY_WORDS[DeliveryState(self.state)]


class OutboxStep(models.Model):
    """One call of another system, its key, and where it is."""

    delivery = models.ForeignKey(OutboxDelivery, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=36, unique=True, editable=False)
    reference = models.CharField(_("reference of the other side"), max_length=200, blank=True)
    state = models.CharField(max_length=12, default=StepState.WAITING.value)
    # When a worker must look at it: to send it (waiting), to take it over from a dead worker
    # (sending), to ask (clarifying). None: nothing to do, or nothing to do yet.
    due_at = models.DateTimeField(null=True)
    # The token of the worker that holds it. An outcome counts only with the token of now.
    lease = models.CharField(max_length=32, blank=True, default="", editable=False)
    # When the last send began, as long as its outcome is in doubt.
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asks = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("step of a delivery")
        verbose_name_plural = _("steps of deliveries")
        ordering = ["delivery", "position"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "position"], name="outbox_step_once"),
        ]
        indexes = [
            # Finished steps are not in it: what is due costs the same after a million of them.
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(due_at__isnull=False),
                name="outbox_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def state_words(self) -> Any:
        """The state for people."""
        return STEP_WORDS[StepState(self.state)]

    @property
    def in_doubt(self) -> bool:
        """Whether it may have arrived although nobody has said so."""
        return self.sent_at is not None and self.state != StepState.DELIVERED


class OutboxEvent(models.Model):
    """Something that happened to a step: an attempt, or what an official did. No personal data."""

    step = models.ForeignKey(OutboxStep, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    what = models.CharField(max_length=12)
    reason = models.CharField(max_length=200, blank=True, default="")
    detail = models.CharField(max_length=200, blank=True, default="")
    seconds = models.FloatField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("event of a delivery")
        verbose_name_plural = _("events of deliveries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"

    @property
    def words(self) -> Any:
        """What happened, for people."""
        return EVENT_WORDS[EventKind(self.what)]

    @property
    def reason_words(self) -> str:
        """Why, in the reader's language where the catalogues know the sentence."""
        why = gettext(self.reason) if self.reason else ""
        return f"{why} ({self.detail})" if self.detail else why
