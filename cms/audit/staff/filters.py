"""Filters of staff lists: their choices end at the municipality too."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Site

from .forms import scoped_choices
from .policy import SEEING, site_ids_for

_UNSCOPED = (django_filters.AllValuesFilter, django_filters.AllValuesMultipleFilter)


class PeriodField(django_filters.fields.DateRangeField):
    """From a day to a day; days that no calendar with a time zone has are an error, not a crash."""

    def compress(self, data_list: Any) -> Any:
        """The first moment and the last one.

        Raises:
            ValidationError: they cannot be moments.

        """
        try:
            period = super().compress(data_list)
            for moment in (period.start, period.stop) if period else ():
                if moment is not None:
                    moment.astimezone(datetime.UTC)
        except OverflowError:
            raise ValidationError(_("Enter a valid date.")) from None
        return period


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """A filter by days."""

    field_class = PeriodField


class StaffFilterSet(WagtailFilterSet):
    """The base of every filter set of a staff screen.

    With several sites to look at, the municipality is a filter by itself.
    """

    staff: Any = None  # set by the view

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        for filter_ in self.filters.values():
            if isinstance(filter_, _UNSCOPED):
                message = f"{type(filter_).__name__} lists the values of all municipalities."
                raise ImproperlyConfigured(message)
            if getattr(filter_, "queryset", None) is not None:
                filter_.queryset = self._scoped(filter_, user)

    @classmethod
    def filter_for_lookup(cls, field: Any, lookup_type: str) -> Any:
        """Wagtail's choice, with our filter by days."""
        filter_class, params = super().filter_for_lookup(field, lookup_type)
        if filter_class is django_filters.DateFromToRangeFilter:
            filter_class = PeriodFilter
        return filter_class, params

    def _scoped(self, filter_: Any, user: Any) -> Any:
        found = filter_.queryset
        found = found(self.request) if callable(found) else found
        if found.model is get_user_model():
            # People who occur in the list anyway, and nobody else.
            return found.filter(pk__in=self.queryset.order_by().values(filter_.field_name))
        return scoped_choices(user, self.staff.model, found)


def filterset_for(staff: Any, user: Any, base: type[StaffFilterSet] | None) -> Any:
    """The filter set of a screen for a user: with the municipality, if there are several."""
    parent = base or StaffFilterSet
    extra: dict[str, Any] = {"staff": staff}
    if (
        len(site_ids_for(user, staff.model, SEEING)) > 1
        and staff.site_field not in parent.base_filters
    ):
        extra[staff.site_field] = django_filters.ModelChoiceFilter(
            field_name=staff.site_field,
            queryset=Site.objects.order_by("site_name", "hostname", "port"),
            label=_("Municipality"),
        )
    if base is None:
        fields = list(staff.filter_fields)
        extra["Meta"] = type("Meta", (), {"model": staff.model, "fields": fields})
    return type(f"{staff.model.__name__}FilterSet", (parent,), extra)
