"""Legal notices of forms, version by version, and the proof of who read which."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .texts import Part, parts_of

if TYPE_CHECKING:
    import datetime


class NotChangeable(TypeError):
    """Somebody tried to change a published notice or a proof."""


class State(models.TextChoices):
    """Where a version is on its way."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class ClauseQuerySet(models.QuerySet["Clause"]):
    """Versions of notices. What is published is neither changed nor removed."""

    def update(self, **kwargs: Any) -> int:
        """Change drafts.

        Raises:
            NotChangeable: a published version is among them.

        """
        self._refuse_published()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Remove drafts.

        Raises:
            NotChangeable: a published version is among them.

        """
        self._refuse_published()
        return super().delete()

    def in_force(self, moment: datetime.datetime) -> ClauseQuerySet:
        """Published, and effective at a moment."""
        return self.filter(state=State.PUBLISHED, effective_from__lte=moment)

    def _refuse_published(self) -> None:
        if self.filter(state=State.PUBLISHED).exists():
            _refuse()


class Clause(models.Model):
    """One version of the legal notice of a form, in one language.

    The text is plain, with a blank line between paragraphs, `- ` before the items of a list and
    `## ` before headings, so that it can be compared, printed and read aloud. A published version
    stays for good: whoever has read it can be shown what it said.
    """

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    key = models.CharField(
        _("form"),
        max_length=60,
        validators=[RegexValidator(r"^[a-z][a-z0-9_.-]*\Z")],
        help_text=_("Which form shows the notice, for example: registration."),
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("version"), editable=False)
    title = models.CharField(
        _("title"), max_length=200, help_text=_("For example: How we process your data.")
    )
    text = models.TextField(
        _("text"),
        help_text=_(
            "A blank line starts a paragraph, a hyphen and a space an item of a list, two number "
            "signs and a space a heading. Addresses become links."
        ),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    effective_from = models.DateTimeField(
        _("effective from"),
        null=True,
        blank=True,
        help_text=_("Left empty, it is effective as soon as it is published."),
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    text_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal notice")
        verbose_name_plural = _("legal notices")
        ordering = ["key", "language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "key", "language", "number"], name="clause_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(published_at__isnull=False, effective_from__isnull=False)
                & ~models.Q(text_hash=""),
                name="clause_published_is_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "key", "state", "effective_from"], name="clause_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language}), {self.number}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a draft, or publish it.

        Raises:
            NotChangeable: the stored version is published.

        """
        place = (self.site_id, self.key, self.language)
        rows = Clause.objects.filter(pk=self.pk) if self.pk is not None else Clause.objects.none()
        for state, *stored in rows.values_list("state", "site_id", "key", "language"):
            if state == State.PUBLISHED:
                _refuse()
            if tuple(stored) != place:  # a draft that became another form's: its turn is anew
                self.number = None  # type: ignore[assignment]
        if self.number is None:
            self.number = self._next_number()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove a draft.

        Raises:
            NotChangeable: it is published.

        """
        if not self.is_draft:
            _refuse()
        return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == State.DRAFT

    @property
    def parts(self) -> list[Part]:
        """The text for a template: headings, paragraphs and lists."""
        return parts_of(self.text)

    def hash_now(self) -> str:
        """What identifies the words: 64 hexadecimal digits."""
        return hashlib.sha256(f"{self.title}\0{self.text}".encode()).hexdigest()

    def _next_number(self) -> int:
        versions = Clause.objects.filter(site_id=self.site_id, key=self.key, language=self.language)
        return (versions.aggregate(last=models.Max("number"))["last"] or 0) + 1


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    """Proofs are written once; only `cms.clauses.services` takes a person out of them."""

    def _refused(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused.

        Raises:
            NotChangeable: always.

        """
        _refuse()

    update = delete = bulk_update = update_or_create = _refused  # type: ignore[assignment]

    def of_user(self, user_id: int) -> AcknowledgementQuerySet:
        """What somebody with an account acknowledged."""
        return self.filter(user_id=user_id)


class Acknowledgement(models.Model):
    """Somebody said that they had read a version of a notice, at a moment.

    The person is a user, or the keyed hash of an e-mail address. When a person is erased the row
    stays, without them: the municipality can still show which version its form had at that time.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    clause = models.ForeignKey(
        Clause, on_delete=models.RESTRICT, related_name="+", verbose_name=_("legal notice")
    )
    text_hash = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who"),
    )
    email_hash = models.CharField(max_length=64, blank=True, default="")
    about = models.CharField(
        _("about"), max_length=100, blank=True, help_text=_("What it was read for.")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["site", "-at"], name="acknowledged_by_site"),
            models.Index(
                fields=["email_hash"],
                condition=~models.Q(email_hash=""),
                name="acknowledged_by_email",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new proof.

        Raises:
            NotChangeable: it is stored already.

        """
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused.

        Raises:
            NotChangeable: always.

        """
        _refuse()


def _refuse() -> NoReturn:
    message = "Published notices and proofs of reading are neither changed nor removed."
    raise NotChangeable(message)
