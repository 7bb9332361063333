"""Rights that end at a municipality: Wagtail's site permissions, asked for sites and records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from cms.addonkit import request_state
from cms.addonkit.gated_policy import GatedSitePermissionPolicy

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    User = AbstractBaseUser | AnonymousUser

# Holding one of these for a site means seeing its records.
SEEING = ("view", "change", "delete")


def site_policy(model: type[Model], site_field: str = "site") -> SitePermissionPolicy:
    """The policy of a model whose rights are held per site; registered at the first call.

    Call it (or define a `StaffViewSet`) at the top of `wagtail_hooks.py`: later Wagtail has given
    the model a policy that knows no sites. Where the model's add-on is off, nobody has rights.

    Raises:
        ImproperlyConfigured: the model has another policy already.

    """
    known = policy_registry.get_by_type(model, fallback=False)
    if known is None:
        known = GatedSitePermissionPolicy(model, site_field_name=site_field)
        register_permission_policy(model, known, exact_class=True)
    if not isinstance(known, SitePermissionPolicy) or known.site_field_name != site_field:
        message = f"{model._meta.label} has a permission policy that is not bound to {site_field}."
        raise ImproperlyConfigured(message)
    return known


def known_policy(model: type[Model]) -> SitePermissionPolicy | None:
    """The policy of a model if its rights are held per site."""
    policy = policy_registry.get_by_type(model, fallback=False)
    return policy if isinstance(policy, SitePermissionPolicy) else None


def site_ids_for(user: User, model: type[Model], actions: Sequence[str]) -> list[int]:
    """The ids of the sites for which a user holds one of the rights; all for a superuser.

    The sites are looked up once a request, and so are the user's rights: the admin's menu asks for
    model after model.
    """
    policy = _policy(model)
    sites = request_state.remembered("staff sites", lambda: list(Site.objects.all()))
    return [
        site.pk
        for site in sites
        if policy.user_has_any_permission_for_instance(user, actions, site)
    ]


def sites_for(user: User, model: type[Model], actions: Sequence[str]) -> QuerySet[Site]:
    """The sites for which a user holds one of the rights, by name."""
    sites = Site.objects.filter(pk__in=site_ids_for(user, model, actions))
    return sites.order_by("site_name", "hostname", "port")


def visible_to(user: User, model: type[Model]) -> QuerySet[Any]:
    """The records that a user may see: those of the sites for which a right is held."""
    name = _policy(model).site_field_name
    return model._default_manager.filter(**{f"{name}__in": site_ids_for(user, model, SEEING)})


def may(user: User, action: str, record: Model) -> bool:
    """Whether a user holds a right for the record's site."""
    return bool(_policy(type(record)).user_has_permission_for_instance(user, action, record))


def _policy(model: type[Model]) -> SitePermissionPolicy:
    policy = known_policy(model)
    if policy is None:
        message = f"{model._meta.label} has no rights per site: see cms.audit.staff.site_policy."
        raise ImproperlyConfigured(message)
    return policy
