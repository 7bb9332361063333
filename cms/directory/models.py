"""Who works where in the office, who is away, and when it is open."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from .hours import DAYS, Week

PHONE_LENGTH = 40
DEEPEST = 10  # levels of units


@register_setting(icon="calendar", order=20)
class OfficeHours(BaseSiteSetting, Week):
    """When the office of a municipality is open. Units may have hours of their own."""

    panels = [
        MultiFieldPanel(
            [FieldPanel(day) for day in DAYS],
            heading=_("Opening hours of the office"),
            help_text=_("For example 7:30-15:30, or a dash when it is closed."),
        ),
    ]

    class Meta:
        verbose_name = _("opening hours of the office")
        verbose_name_plural = _("opening hours of the offices")


class Unit(Week):
    """A part of the office: a department, a section, a post. Named once in a municipality."""

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    name = models.CharField(_("name of the unit"), max_length=200)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
    )
    room = models.CharField(_("room"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=PHONE_LENGTH, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Smaller numbers stand first.")
    )

    class Meta:
        verbose_name = _("unit of the office")
        verbose_name_plural = _("units of the office")
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="unit_once_per_site",
                violation_error_message=_("There is a unit of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        """Refuse a unit that would belong to itself, also by way of others."""
        above = self.parent
        for _level in range(DEEPEST):
            if above is None:
                return
            if above.pk == self.pk and self.pk is not None:
                break
            above = above.parent
        raise ValidationError(
            {"parent": _("A unit cannot belong to itself or to one of its own parts.")}
        )


class Officer(models.Model):
    """Somebody who works in the office, as residents may know them."""

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    name = models.CharField(_("first and last name"), max_length=150)
    position = models.CharField(_("position"), max_length=150, blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="officers",
    )
    room = models.CharField(_("room"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=PHONE_LENGTH, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    external_id = models.CharField(
        _("identifier in the EZD"),
        max_length=100,
        blank=True,
        help_text=_("By this the document system names the officer of a case."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account in this portal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("If this officer works in the portal: the audit then names the unit."),
    )
    works_here = models.BooleanField(
        _("works here"), default=True, help_text=_("Untick it when the person has left.")
    )

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "external_id"],
                condition=~models.Q(external_id=""),
                name="officer_once_per_external_id",
                violation_error_message=_("Another officer has this identifier."),
            ),
            models.UniqueConstraint(
                fields=["site", "user"],
                condition=models.Q(user__isnull=False),
                name="officer_once_per_user",
                violation_error_message=_("Another officer has this account."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Absence(models.Model):
    """An officer is away, and somebody stands in."""

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    officer = models.ForeignKey(
        Officer, verbose_name=_("officer"), on_delete=models.CASCADE, related_name="absences"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    substitute = models.ForeignKey(
        Officer,
        verbose_name=_("who stands in"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]
        indexes = [
            models.Index(fields=["site", "last_day", "first_day"], name="absence_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.first_day:%Y-%m-%d}/{self.last_day:%Y-%m-%d}"

    def clean(self) -> None:
        """Refuse a substitute who is the officer, and two absences at once."""
        if not self.officer_id or not self.first_day or not self.last_day:
            return
        if self.substitute_id == self.officer_id:
            raise ValidationError({"substitute": _("Somebody else must stand in.")})
        others: Any = Absence.objects.filter(
            officer_id=self.officer_id, first_day__lte=self.last_day, last_day__gte=self.first_day
        ).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError(
                {"first_day": _("This officer is already noted as away on some of these days.")}
            )


class DayOff(models.Model):
    """A day on which an office rests beside the public holidays."""

    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("municipality"),
    )
    day = models.DateField(_("day"))
    reason = models.CharField(
        _("reason"),
        max_length=150,
        blank=True,
        help_text=_("For example: in exchange for a holiday on a Saturday."),
    )

    class Meta:
        verbose_name = _("day off")
        verbose_name_plural = _("days off")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day"],
                name="day_off_once_per_site",
                violation_error_message=_("This day is noted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
