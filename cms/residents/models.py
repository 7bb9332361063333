"""Who somebody is at a municipality: one row for each person and site."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.addonkit.people import Assurance, Pesel
from cms.addonkit.vault import EncryptedTextField, Unopened, keyed_hash

if TYPE_CHECKING:
    from cms.addonkit.people import Subject

PESEL_PURPOSE = "resident.pesel"


def pesel_key(pesel: Pesel) -> str:
    """What a PESEL is found by: 64 hexadecimal digits."""
    return keyed_hash(pesel.reveal(), purpose=PESEL_PURPOSE)


class ResidentQuerySet(models.QuerySet["Resident"]):
    """Residents, asked for by whoever may see them."""

    def visible_to(self, subject: Subject) -> ResidentQuerySet:
        """Only the subject's own row at the subject's municipality."""
        if subject.site_id is None or subject.user_id is None:
            return self.none()
        return self.filter(site_id=subject.site_id, user_id=subject.user_id)

    def with_pesel(self, pesel: Pesel, *, site_id: int) -> ResidentQuerySet:
        """The resident of a municipality whose confirmed number this is."""
        return self.filter(site_id=site_id, pesel_hash=pesel_key(pesel))


class Level(models.IntegerChoices):
    """How sure the municipality is of a resident; the stored values of `Assurance`."""

    ACCOUNT = Assurance.ACCOUNT.value, _("Not verified")
    VERIFIED = Assurance.VERIFIED.value, _("Verified")


class Resident(models.Model):
    """A person as one municipality knows them.

    The user row holds what signs in; this row holds who that is: names, the confirmed PESEL, and
    how sure we are, since when and until when. Another municipality has a row of its own.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="residents"
    )
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    pesel = EncryptedTextField("PESEL", blank=True, default="", editable=False)
    # Empty: no number is known. Never shown, never exported: it is found by, not read.
    pesel_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    assurance = models.PositiveSmallIntegerField(
        _("verification"), choices=Level.choices, default=Level.ACCOUNT, editable=False
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True, editable=False)
    verified_by = models.CharField(_("how verified"), max_length=100, blank=True, editable=False)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "site"], name="resident_once_per_site"),
            models.UniqueConstraint(
                fields=["site", "pesel_hash"],
                condition=~models.Q(pesel_hash=""),
                name="resident_pesel_once_per_site",
            ),
            models.CheckConstraint(
                condition=models.Q(assurance=Level.ACCOUNT) | models.Q(verified_at__isnull=False),
                name="resident_verified_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def __repr__(self) -> str:
        # Without a name: this text lands in logs.
        return f"<Resident {self.pk} of site {self.site_id}>"

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def known_pesel(self) -> Pesel | None:
        """The confirmed number, masked wherever it is printed."""
        return Pesel(self.pesel) if self.pesel else None

    def set_pesel(self, pesel: Pesel | None) -> None:
        """Take over a number, or forget it; stored by the next `save`."""
        self.pesel = pesel.reveal() if pesel else ""
        self.pesel_hash = pesel_key(pesel) if pesel else ""

    def assurance_at(self, moment: datetime.datetime) -> Assurance:
        """How sure we are of this person at a moment: a verification may have lapsed.

        Whose number does not open confirms it anew, rather than being told that there is nothing.
        """
        if isinstance(self.pesel, Unopened):
            return Assurance.ACCOUNT
        lapsed = self.valid_until is not None and self.valid_until <= moment
        if self.assurance == Level.VERIFIED and not lapsed:
            return Assurance.VERIFIED
        return Assurance.ACCOUNT
