"""What this add-on keeps: a municipality's settings, and which cards are a resident's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting

from cms.addonkit.people import Pesel, Subject
from cms.addonkit.vault import keyed_hash

from .connectors.ledger_source import Access

if TYPE_CHECKING:
    from wagtail.models import Site

PUBLIC_ID_LENGTH = 12
_PUBLIC_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


class DuesSettings(BaseSiteSetting):
    """Where a municipality's dues system is. It holds no secret: only the name of one."""

    source_url = models.URLField(
        _("address of the dues system"),
        max_length=500,
        blank=True,
        help_text=_(
            "The address of the SOAP service. The operator of the installation must allow its host "
            "in RATUSZ_OUTBOUND_HOSTS."
        ),
    )
    # The prefix keeps a municipality's administrator from sending other secrets of the
    # installation to an address of their choice.
    secret_name = models.CharField(
        _("environment variable with the credentials"),
        max_length=100,
        blank=True,
        validators=[
            RegexValidator(
                r"\ARATUSZ_DUES_[A-Z0-9_]+\Z",
                _("The name starts with RATUSZ_DUES_ and has capital letters, digits and _ only."),
            )
        ],
        help_text=_(
            "Its name, not its content, which is user:password. The operator sets it. Leave empty "
            "when the service asks for no credentials."
        ),
    )

    panels = [FieldPanel("source_url"), FieldPanel("secret_name")]

    class Meta:
        verbose_name = _("Dues and payments")
        verbose_name_plural = _("Dues and payments")

    def __str__(self) -> str:
        return f"Dues settings of site {self.site_id}"

    @classmethod
    def access_of(cls, site: Site) -> Access:
        """Where to ask for a site; empty when nothing is set. One query, and it creates no row."""
        row = cls.objects.filter(site_id=site.pk).values_list("source_url", "secret_name").first()
        return Access(*row) if row else Access("")

    @classmethod
    def access_with_card(cls, site: Site, own: CardQuerySet) -> tuple[Access, str | None]:
        """Where to ask for a site, and the source's key of one of a resident's cards.

        One query, because every card page needs both; two where nothing is set.

        Args:
            site: the municipality.
            own: at most one card, found through its resident.

        Returns:
            The access, and the key or None when the card is not there.

        """
        keys = own.values("external_id")[:1]
        rows = cls.objects.filter(site_id=site.pk).annotate(own_key=models.Subquery(keys))
        row = rows.values_list("source_url", "secret_name", "own_key").first()
        if row is None:
            return Access(""), own.values_list("external_id", flat=True).first()
        url, secret_name, own_key = row
        return Access(url, secret_name), own_key


class CardQuerySet(models.QuerySet["Card"]):
    """Cards are found through the person, never by their id alone."""

    def visible_to(self, subject: Subject) -> CardQuerySet:
        """The cards of the person whose data the subject may see, in one municipality."""
        pesel = subject.data_of
        if pesel is None or subject.site_id is None or subject.user_id is None:
            return self.none()
        return self.filter(
            site_id=subject.site_id,
            user_id=subject.user_id,
            subject_hash=hash_of(pesel, subject.site_id),
        )

    def public_ids(self, subject: Subject, source: str, external_ids: list[str]) -> dict[str, str]:
        """The public ids of a subject's accounts; the missing ones are made.

        One query when all are known. Of two requests that make them at once, one wins and both
        give the same ids.

        Returns:
            The source's key ▸ the public id.

        Raises:
            ValueError: the subject's identity is not confirmed (programming error).

        """
        known = self._known(subject, source)
        missing = [key for key in external_ids if key not in known]
        if missing:
            Card.objects.bulk_create(
                [Card.of(subject, source, key) for key in missing], ignore_conflicts=True
            )
            known = self._known(subject, source)
        return {key: known[key] for key in external_ids}

    def _known(self, subject: Subject, source: str) -> dict[str, str]:
        rows = self.visible_to(subject).filter(source=source)
        return dict(rows.values_list("external_id", "public_id"))


class Card(models.Model):
    """An account that a source has named as a resident's own, with the id used in addresses.

    Nothing of its content is kept here. A request for a card that is not in this list is answered
    without asking the source.
    """

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("user"),
    )
    subject_hash = models.CharField(_("person"), max_length=64)
    source = models.CharField(_("source"), max_length=50)
    external_id = models.CharField(_("key in the source"), max_length=64)
    public_id = models.CharField(_("public id"), max_length=PUBLIC_ID_LENGTH, unique=True)
    first_seen = models.DateTimeField(_("first seen"), auto_now_add=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("account card")
        verbose_name_plural = _("account cards")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "user", "subject_hash", "source", "external_id"],
                name="dues_card_once",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @classmethod
    def of(cls, subject: Subject, source: str, external_id: str) -> Card:
        """A card not yet stored.

        Raises:
            ValueError: the subject's identity is not confirmed (programming error).

        """
        pesel = subject.data_of
        if pesel is None or subject.site_id is None or subject.user_id is None:
            message = "Only a confirmed person of a municipality has cards."
            raise ValueError(message)
        return cls(
            site_id=subject.site_id,
            user_id=subject.user_id,
            subject_hash=hash_of(pesel, subject.site_id),
            source=source,
            external_id=external_id,
            public_id=get_random_string(PUBLIC_ID_LENGTH, _PUBLIC_ID_LETTERS),
        )


def hash_of(pesel: Pesel, site_id: int) -> str:
    """The keyed hash by which a person's cards of one municipality are found."""
    return keyed_hash(pesel.reveal(), purpose=f"dues.card.{site_id}")
