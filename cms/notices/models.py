"""What is stored: a municipality's own words, the inboxes, and who wants which messages."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.addonkit.vault import EncryptedTextField

from . import template
from .digest.models import DigestSettings
from .kinds import LONGEST_KIND, LONGEST_TOPIC, Channel, UndeclaredNotice, notice_of

if TYPE_CHECKING:
    from cms.addonkit.people import Subject

__all__ = ["DigestSettings", "Message", "Preference", "Reminder", "Wording"]

LONGEST_SUBJECT = 150
LONGEST_TEXT = 10_000


class Wording(models.Model):
    """A municipality's own words for a notice in one language, instead of the built-in ones."""

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    kind = models.CharField(_("message"), max_length=LONGEST_KIND, editable=False)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, editable=False
    )
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)

    class Meta:
        verbose_name = _("wording of a message")
        verbose_name_plural = _("wordings of messages")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "language"], name="notices_wording_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"

    def clean(self) -> None:
        """Refuse places for values that the notice does not have.

        Raises:
            ValidationError: by field.

        """
        problems = {}
        try:
            allowed = notice_of(self.kind).allowed
        except UndeclaredNotice:
            raise ValidationError(_("No running add-on sends this message.")) from None
        for name in ("subject", "text"):
            try:
                template.check(getattr(self, name), allowed)
            except ValidationError as error:
                problems[name] = error
        if problems:
            raise ValidationError(problems)


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, asked for by whoever they are written to."""

    def visible_to(self, subject: Subject) -> MessageQuerySet:
        """Only the subject's own messages at the subject's municipality."""
        if subject.site_id is None or subject.user_id is None:
            return self.none()
        return self.filter(site_id=subject.site_id, user_id=subject.user_id)

    def unread(self) -> MessageQuerySet:
        """Those not yet marked as read."""
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """One message in somebody's inbox, in the words it was written with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("message"), max_length=LONGEST_KIND)
    language = models.CharField(_("language"), max_length=10)
    subject = EncryptedTextField(_("subject"))
    text = EncryptedTextField(_("text"))
    link = EncryptedTextField(_("link"), blank=True, default="")
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    # The caller's own mark: with it, the same thing is told only once.
    once = models.CharField(max_length=120, blank=True, default="", editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ()  # nobody but its owner
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "user", "kind", "once"],
                condition=~models.Q(once=""),
                name="notices_message_once",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "user", "-created_at"], name="notices_inbox"),
            models.Index(
                fields=["site", "user"],
                condition=models.Q(read_at__isnull=True),
                name="notices_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def title(self) -> Any:
        """What it is about, for people; the bare kind when its app is gone."""
        try:
            return notice_of(self.kind).title
        except UndeclaredNotice:
            return self.kind


class Preference(models.Model):
    """Whether somebody wants the messages of a topic by a channel; without a row they do."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=LONGEST_TOPIC)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    wanted = models.BooleanField()

    class Meta:
        verbose_name = _("choice of messages")
        verbose_name_plural = _("choices of messages")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["site", "user", "topic", "channel"], name="notices_preference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.channel}: {self.wanted}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Reminders."""

    def waiting(self) -> ReminderQuerySet:
        """Those neither told nor too late."""
        return self.filter(ended_at__isnull=True)


class Reminder(models.Model):
    """Something that will be told at a time (`cms.notices.reminders`)."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=LONGEST_KIND)
    # The caller's own mark of the matter.
    once = models.CharField(max_length=120)
    # Values and link as JSON; wiped when it has ended.
    content = EncryptedTextField(blank=True, default="")
    due_at = models.DateTimeField()
    useless_after = models.DateTimeField()
    # Told, or too late for it.
    ended_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "once"], name="notices_reminder_once"),
        ]
        indexes = [
            models.Index(
                fields=["site", "due_at"],
                condition=models.Q(ended_at__isnull=True),
                name="notices_reminder_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"
