"""The row of a private file: what it is, whose, what for and until when."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.addonkit.vault import EncryptedTextField

from . import purposes

if TYPE_CHECKING:
    from cms.addonkit.people import Subject


class PrivateFileQuerySet(models.QuerySet["PrivateFile"]):
    """Private files, asked for by whoever may see them."""

    def visible_to(self, subject: Subject) -> PrivateFileQuerySet:
        """What a subject may open: by the rules of each purpose, in its own municipality.

        Files that are still pending belong to a form that nobody has sent; they are not shown.
        """
        if subject.site_id is None:
            return self.none()
        return self.filter(purposes.visible_to(subject), state=State.KEPT)

    def pending_of(self, binding: str) -> PrivateFileQuerySet:
        """What was attached in this session to forms that are not sent yet."""
        return self.filter(state=State.PENDING, binding=binding) if binding else self.none()


class State(models.TextChoices):
    """Where a file is on its way."""

    PENDING = "pending", _("Attached to a form that is not sent yet")
    KEPT = "kept", _("Kept")


class PrivateFile(models.Model):
    """A file that only few may see. Its content lies sealed in the storage `private`.

    The row is written when the content is safely stored, and removed before the content is, so a
    row without content cannot come about; content without a row is swept.
    """

    # What forms and links carry: it cannot be counted up.
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("owner"),
    )
    purpose = models.CharField(_("purpose"), max_length=80)
    # Names carry personal data ("PIT 2025 Nowak.pdf"), so they are encrypted.
    name = EncryptedTextField(_("name"))
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=100, unique=True)
    sealed_key = EncryptedTextField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.KEPT)
    # The session a pending file belongs to, as a keyed hash.
    binding = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    keep_until = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects = PrivateFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("private file")
        verbose_name_plural = _("private files")
        default_permissions = ("view", "delete")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                # A pending file always has an end: else it would stay for ever.
                condition=models.Q(state="kept") | models.Q(keep_until__isnull=False),
                name="private_file_pending_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "-created_at"], name="private_file_by_site"),
            models.Index(fields=["owner", "site"], name="private_file_by_owner"),
            models.Index(
                fields=["keep_until"],
                condition=models.Q(keep_until__isnull=False),
                name="private_file_by_end",
            ),
            models.Index(
                fields=["binding"], condition=~models.Q(binding=""), name="private_file_by_binding"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def __repr__(self) -> str:
        # Without the name: this text lands in logs.
        return f"<PrivateFile {self.pk} of site {self.site_id}>"

    @property
    def context(self) -> str:
        """What the content is bound to."""
        return f"ratusz_files:{self.site_id}:{self.stored_as}"

    @property
    def declared(self) -> Any:
        """The purpose as its app declares it; None when the app is gone."""
        return purposes.purpose_of(self.purpose)

    @property
    def purpose_title(self) -> str:
        """The purpose for people."""
        return str(self.declared.title) if self.declared else str(self.purpose)
