"""What the framework stores: which add-on is on where, and which page hosts which block."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddonSwitch(models.Model):
    """Whether an add-on is on for a municipality. No row: the manifest's default."""

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    # No foreign key to anything of the add-on: the row survives its removal.
    slug = models.CharField(_("add-on"), max_length=50)
    enabled = models.BooleanField(_("switched on"), default=False)

    class Meta:
        verbose_name = _("add-on switch")
        verbose_name_plural = _("add-on switches")
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="addon_switch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {'on' if self.enabled else 'off'}"


class AddonPlacement(models.Model):
    """A block of an add-on on a live page: makes reversing a sub-URL one indexed query."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=50, db_index=True)
    block_type = models.CharField(max_length=100)
    block_id = models.CharField(max_length=36)
    prefix = models.CharField(max_length=100, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("add-on placement")
        verbose_name_plural = _("add-on placements")
        ordering = ["page__path", "order"]
        constraints = [
            models.UniqueConstraint(fields=["page", "block_id"], name="addon_placement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.block_type} on page {self.page_id}"
