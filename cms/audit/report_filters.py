"""The filters of the audit's screen."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Site

from . import persons
from .events import Category, events, names_in
from .models import Entry, Kind
from .services import Whose
from .staff.filters import PeriodFilter
from .staff.policy import site_ids_for, sites_for

_MOST_DIGITS = 18  # a number that every database takes


def _events(request: Any = None) -> list[tuple[str, Any]]:
    return sorted(((event.name, str(event.title)) for event in events()), key=lambda one: one[1])


class AuditFilterSet(WagtailFilterSet):
    """Period, category, event, who acted, whose data."""

    at = PeriodFilter(label=_("Period"), widget=DateRangePickerWidget)
    category = django_filters.MultipleChoiceFilter(
        label=_("About"),
        choices=Category.choices,
        method="of_category",
        distinct=False,
        widget=CheckboxSelectMultiple,
    )
    event = django_filters.MultipleChoiceFilter(
        label=_("What"), choices=_events, widget=CheckboxSelectMultiple, distinct=False
    )
    actor_kind = django_filters.MultipleChoiceFilter(
        label=_("Who acted"),
        choices=Kind.choices,
        widget=CheckboxSelectMultiple,
        distinct=False,
    )
    actor = django_filters.ModelChoiceFilter(
        label=_("Official"), queryset=get_user_model()._default_manager.none(), method="by_actor"
    )
    person = django_filters.ChoiceFilter(
        label=_("Person"), method="about_person", widget=RadioSelect, empty_label=_("Everybody")
    )
    subject = django_filters.CharFilter(label=_("Account number"), method="about_account")

    site = django_filters.ModelChoiceFilter(
        label=_("Municipality"), queryset=Site.objects.none(), method="of_site"
    )

    class Meta:
        model = Entry
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["person"].extra["choices"] = persons.choices(self.request)
        self.filters["actor"].queryset = self._officials()
        if len(site_ids_for(self.request.user, Entry, ["view"])) > 1:
            self.filters["site"].queryset = sites_for(self.request.user, Entry, ["view"])
        else:
            del self.filters["site"]

    @property
    def asked_person(self) -> Whose | None:
        """Whose entries are asked for, if those of one person are."""
        data = self.form.cleaned_data
        key = persons.key_of(self.request, data.get("person") or "")
        account = self._account(data.get("subject") or "")
        if not key and account is None:
            return None
        return Whose(user_id=account, key=key)

    def of_site(self, queryset: QuerySet[Entry], name: str, site: Site) -> QuerySet[Entry]:
        """The entries of a municipality."""
        return queryset.filter(chain=site.pk)

    def of_category(self, queryset: QuerySet[Entry], name: str, values: Any) -> QuerySet[Entry]:
        """The entries of some categories."""
        if not values:
            return queryset
        return queryset.filter(event__in=[one for value in values for one in names_in(value)])

    def by_actor(self, queryset: QuerySet[Entry], name: str, user: Any) -> QuerySet[Entry]:
        """What somebody did."""
        return queryset.filter(actor_id=user.pk)

    def about_person(self, queryset: QuerySet[Entry], name: str, token: str) -> QuerySet[Entry]:
        """The entries about a person who was looked for by PESEL.

        Also those about accounts that occur together with this PESEL: before the confirmation of
        an identity only the account was known.
        """
        key = persons.key_of(self.request, token)
        if not key:
            return queryset.none()
        same = queryset.filter(subject_hash=key)
        accounts = list(
            same.exclude(subject_user=None).order_by().values_list("subject_user", flat=True)[:1000]
        )
        return queryset.filter(Q(subject_hash=key) | Q(subject_user__in=set(accounts)))

    def about_account(self, queryset: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        """The entries about an account."""
        key = self._account(value)
        return queryset.none() if key is None else queryset.filter(subject_user_id=key)

    @staticmethod
    def _account(value: str) -> Any:
        too_big = value.isdecimal() and len(value) > _MOST_DIGITS
        try:
            return None if too_big or not value else get_user_model()._meta.pk.to_python(value)
        except ValidationError:
            return None

    def _officials(self) -> QuerySet[Any]:
        """Who works at the sites of the list; and who is asked for, if the list names them."""
        users = get_user_model()._default_manager
        sites = site_ids_for(self.request.user, Entry, ["view"])
        works = Q(groups__site_permissions__site__in=sites)
        asked = self._account(self.data.get("actor", ""))
        if asked is not None and self.queryset.filter(actor_id=asked).exists():
            works |= Q(pk=asked)
        return users.filter(works).distinct().order_by(users.model.USERNAME_FIELD)
