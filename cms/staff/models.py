"""Which Django group is which role at which municipality."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What somebody does at a municipality."""

    EDITOR = "editor", pgettext_lazy("role", "Editor")
    MODERATOR = "moderator", pgettext_lazy("role", "Moderator")
    OFFICIAL = "official", pgettext_lazy("role", "Official")
    CASHIER = "cashier", pgettext_lazy("role", "Cashier")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "Administrator")


class Role(models.Model):
    """A group that is one role at one municipality; its rights end at that municipality.

    Wagtail's own groups have no site. The collection is the municipality's shelf of pictures and
    documents.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("role"), max_length=20, choices=Kind.choices)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="ratusz_role")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["site", "kind"], name="role_once_per_site"),
        ]

    def __str__(self) -> str:
        return self.group.name


class Shelf(models.Model):
    """A municipality's collection of pictures and documents."""

    site = models.OneToOneField("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("shelf")
        verbose_name_plural = _("shelves")

    def __str__(self) -> str:
        return str(self.collection.name)
