"""Rights on the records of an add-on: held per municipality, and only where the add-on is on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from . import request_state
from .registry import addon_of
from .switch import site_ids_with

if TYPE_CHECKING:
    from django.db.models import QuerySet


class GatedSitePermissionPolicy(SitePermissionPolicy):
    """Wagtail's rights per site, without the sites on which the model's add-on is off.

    For a model of no add-on, or of one that is always on, it is Wagtail's policy. What is off is
    off for everybody, superusers too: menus, lists, forms and exports all ask here.
    """

    @property
    def _on(self) -> frozenset[int] | None:
        """The sites where the add-on is on; None where there is nothing to switch."""
        addon = addon_of(self.model)
        if addon is None or not addon.removable:
            return None
        return site_ids_with(addon.slug)

    def user_has_any_permission(self, user: Any, actions: Sequence[str]) -> bool:
        """On some site where the add-on is on."""
        if self._on is None:
            return bool(super().user_has_any_permission(user, actions))
        if not (user.is_authenticated and user.is_active):
            return False
        # A list asks once for every row.
        key = ("gated rights", user.pk, self.model, tuple(actions))
        return request_state.remembered(
            key, lambda: self.sites_user_has_any_permission_for(user, actions).exists()
        )

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Sequence[str], instance: Any
    ) -> bool:
        """On the record's own site."""
        on = self._on
        held = super().user_has_any_permission_for_instance(user, actions, instance)
        if on is None or not held:
            return bool(held)
        own = instance.pk if isinstance(instance, Site) else self._site_id_of(instance)
        return own in on

    def sites_user_has_any_permission_for(
        self, user: Any, actions: Sequence[str]
    ) -> QuerySet[Site]:
        """The sites among those where the add-on is on."""
        sites: QuerySet[Site] = super().sites_user_has_any_permission_for(user, actions)
        on = self._on
        return sites if on is None else sites.filter(pk__in=on)

    def _site_id_of(self, instance: Any) -> int | None:
        site_id: int | None = getattr(instance, self.site_fk_field_name)
        return site_id
