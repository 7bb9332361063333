"""Forms of staff screens: no choice and no record of another municipality in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from .policy import known_policy, site_ids_for, sites_for, visible_to

if TYPE_CHECKING:
    from .viewset import StaffViewSet

    _Base = forms.ModelForm[Any]
else:
    _Base = object

OTHER_SITE = gettext_lazy("This belongs to another municipality.")


def site_field_of(model: type[Model]) -> str:
    """The foreign key that binds a model's records to a municipality; empty when none does."""
    policy = known_policy(model)
    if policy is not None:
        return policy.site_field_name
    try:
        field = model._meta.get_field("site")
    except FieldDoesNotExist:
        return ""
    return "site" if field.related_model is Site else ""


def scoped_choices(user: Any, asked_for: type[Model], queryset: QuerySet[Any]) -> QuerySet[Any]:
    """What of a list of choices an official may see.

    Sites: those of the screen. Records of a municipality: of those sites only. Users: none, because
    the list of all accounts is nobody's; a screen that needs some says which.
    """
    model = queryset.model
    if model is Site:
        return queryset.filter(pk__in=site_ids_for(user, asked_for, _ANY))
    if model is get_user_model():
        return queryset.none()
    if known_policy(model) is not None:
        return queryset.filter(pk__in=visible_to(user, model).values("pk"))
    name = site_field_of(model)
    if name:
        return queryset.filter(**{f"{name}__in": site_ids_for(user, asked_for, _ANY)})
    return queryset


_ANY = ("view", "add", "change", "delete")


class ScopedForm(_Base):
    """Stands before the model form of a screen.

    The site is asked for only when a record is added by somebody who may add at several sites; it
    never changes afterwards.
    """

    def __init__(self, *args: Any, staff: StaffViewSet, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff
        self._settle_site(user)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and name != staff.site_field:
                field.queryset = self._of_this_site(
                    staff.choices(name, field.queryset, user)  # type: ignore[arg-type]
                )

    def clean(self) -> dict[str, Any] | None:
        """Refuse what belongs to another municipality than the record."""
        cleaned = super().clean()
        data = self.cleaned_data if cleaned is None else cleaned
        chosen = data.get(self.staff.site_field)
        if chosen is not None:
            # The field is ours, not the model form's: it would not be carried over.
            setattr(self.instance, self.staff.site_field, chosen)
        site = self._site()
        for name, value in list(data.items()):
            if isinstance(value, Model) and name in self.fields and not isinstance(value, Site):
                field = site_field_of(type(value))
                if field and getattr(value, f"{field}_id") != getattr(site, "pk", None):
                    self.add_error(name, OTHER_SITE)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The site is set without a field, and uniqueness within a site must still be checked.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {self.staff.site_field} if self._site() else excluded

    def _settle_site(self, user: Any) -> None:
        name = self.staff.site_field
        if not self.instance._state.adding:
            self.fields.pop(name, None)
            return
        allowed = sites_for(user, self.staff.model, ["add"])
        sites = list(allowed[:2])
        if len(sites) == 1:
            self.fields.pop(name, None)
            setattr(self.instance, name, sites[0])
        elif name in self.fields:
            self.fields[name].queryset = allowed  # type: ignore[attr-defined]
        else:
            field = forms.ModelChoiceField(allowed, label=_("Municipality"))
            self.fields = {name: field, **self.fields}

    def _site(self) -> Site | None:
        # Asking a record without a site for it raises.
        known = getattr(self.instance, f"{self.staff.site_field}_id") is not None
        return getattr(self.instance, self.staff.site_field) if known else None

    def _of_this_site(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = site_field_of(queryset.model)
        site = self._site()
        return queryset.filter(**{name: site}) if name and site else queryset
