"""What is stored: the entries, which nobody changes, and where each chain ends."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .events import LONGEST_NAME, title_of


class AppendOnly(TypeError):
    """Somebody tried to change or remove what was recorded."""


def _refuse() -> NoReturn:
    message = "The audit is append-only: entries are neither changed nor removed."
    raise AppendOnly(message)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are read; only `cms.audit.services` writes them."""

    def _refused(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused.

        Raises:
            AppendOnly: always.

        """
        _refuse()

    update = delete = bulk_update = update_or_create = _refused  # type: ignore[assignment]
    # What Django itself calls for a single row, and for cascades.
    _update = _raw_delete = _refused


class Kind(models.TextChoices):
    """Who acted."""

    USER = "user", _("Resident")
    OFFICIAL = "official", _("Official")
    SYSTEM = "system", _("The portal itself")
    NOBODY = "nobody", _("Somebody not signed in")


class Entry(models.Model):
    """One thing that happened, chained to the one before it in the same municipality.

    No column holds personal data in clear: people are numbers of users and keyed hashes. The
    foreign keys have no constraint in the database, because what is recorded outlives what it tells
    of. A database trigger refuses changes as well.
    """

    site = models.ForeignKey(
        "wagtailcore.Site",
        null=True,  # null: the installation's own chain
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("site"),
    )
    # The place in the chain of the site, from 1 without a gap.
    chain = models.PositiveBigIntegerField(editable=False)
    sequence = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("when"))
    event = models.CharField(_("what"), max_length=LONGEST_NAME)
    actor_kind = models.CharField(_("who acted"), max_length=10, choices=Kind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("who"),
    )
    # Codes of roles and the name of the unit at that moment: groups change later.
    actor_roles = models.CharField(max_length=200, blank=True)
    actor_unit = models.CharField(max_length=200, blank=True)
    subject_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("whose data"),
    )
    subject_hash = models.CharField(max_length=64, blank=True)
    object_type = models.CharField(_("kind of record"), max_length=100, blank=True)
    object_id = models.CharField(_("record"), max_length=64, blank=True)
    detail = models.JSONField(_("details"), default=dict)
    address = models.CharField(_("network"), max_length=50, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        # Nobody adds, changes or removes entries by a form: looking is the only right.
        default_permissions = ("view",)
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_entry_once"),
        ]
        indexes = [
            models.Index(fields=["chain", "at"], name="audit_by_time"),
            models.Index(fields=["chain", "event", "-id"], name="audit_by_event"),
            models.Index(fields=["chain", "actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["chain", "subject_user", "-id"], name="audit_by_subject"),
            models.Index(
                fields=["chain", "subject_hash", "-id"],
                condition=~models.Q(subject_hash=""),
                name="audit_by_person",
            ),
            models.Index(
                fields=["chain", "object_type", "object_id", "-id"], name="audit_by_object"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {title_of(self.event)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new entry.

        Raises:
            AppendOnly: it is stored already.

        """
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused.

        Raises:
            AppendOnly: always.

        """
        _refuse()


class Head(models.Model):
    """Where the chain of a site ends, so that the removal of its last entries shows.

    The row is also the lock by which writers wait for each other. It moves forward only, by
    `cms.audit.services`; a database trigger refuses the rest.
    """

    chain = models.PositiveBigIntegerField(primary_key=True)  # the site's id, 0: the installation
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("end of a chain")
        verbose_name_plural = _("ends of chains")
        default_permissions = ()

    def __str__(self) -> str:
        return f"chain {self.chain} at {self.sequence}"
