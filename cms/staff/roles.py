"""Roles of a municipality: who works for it, and the rights that each role has there.

Wagtail knows groups, not municipalities. So each site has a group for each role, and every right is
bound to the site: to its page trees, its collection, its settings. The only right without a site is
to enter the admin, which the gate checks against the site again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_save
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
)

from cms.addonkit.registry import addons
from cms.addonkit.switch import switched

from .models import Kind, Role, Shelf
from .rights import RIGHTS

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail.models import Site

ENTER = "wagtailadmin.access_admin"
# No role of a municipality: whoever runs the installation.
OPERATOR = "operator"
TRANSLATE = "wagtail_localize.submit_translation"
PAGES = ("add", "change", "publish", "lock", "unlock")
SHELF = ("add", "change", "choose")
# Who writes pages; the other roles work in the screens of add-ons.
WRITERS = (Kind.EDITOR, Kind.ADMINISTRATOR)
# A municipality's home page stands directly below Wagtail's root.
_TREE_DEPTH = 2


def works_for(user: Any, site: Site) -> bool:
    """Whether a user has a role at a municipality; fills the setting `RATUSZ_STAFF_CHECK`."""
    return Role.objects.filter(site=site, group__user=user).exists()


@transaction.atomic
def ensure_roles(site: Site) -> dict[Kind, Group]:
    """Make the roles of a municipality, or complete them.

    May run as often as one likes: it adds what is missing (a new language's page tree, the settings
    of a new add-on) and takes nothing away.

    Returns:
        The group of each role.

    """
    groups = {kind: _group(site, kind) for kind in Kind}
    shelf = _shelf(site)
    for kind, group in groups.items():
        _grant(group, [ENTER])
        if kind in WRITERS:
            _grant(group, [TRANSLATE])
            _grant_pages(group, site)
            _grant_shelf(group, shelf)
        _grant_rights(group, site, rights_of(kind))
    _grant_settings(groups[Kind.ADMINISTRATOR], site)
    return groups


def roles_at(user: Any, site_id: int | None) -> tuple[str, ...]:
    """The codes of a user's roles at a site; fills the setting `RATUSZ_STAFF_ROLES`."""
    if user.is_superuser:
        return (OPERATOR,)
    if site_id is None:
        return ()
    roles = Role.objects.filter(site_id=site_id, group__user=user)
    return tuple(roles.order_by("kind").values_list("kind", flat=True))


def titles() -> dict[str, Any]:
    """Code ▸ words of every role; fills the setting `RATUSZ_STAFF_ROLE_TITLES`."""
    return {**dict(Kind.choices), OPERATOR: _("Operator of the portal")}


def rights_of(kind: Kind) -> tuple[str, ...]:
    """The rights of a role: the platform's, and those that manifests declare for it."""
    declared = (
        f"{addon.label}.{codename}"
        for addon in addons().values()
        for codename in addon.permissions.get(kind.value, ())
    )
    return (*RIGHTS.get(kind, ()), *declared)


def follow_switches() -> None:
    """When an add-on is switched on, the roles of the municipality get its rights."""
    switched.connect(_switched, dispatch_uid="ratusz_staff.switched")


def _switched(sender: type, slug: str, site: Site, enabled: bool, **kwargs: Any) -> None:
    if not enabled:  # its rights stay with the roles: they open nothing while it is off
        return
    for role in Role.objects.filter(site=site).select_related("group"):
        _grant_rights(role.group, site, rights_of(Kind(role.kind)))
        if role.kind == Kind.ADMINISTRATOR:
            _grant_settings(role.group, site)


def follow_new_languages() -> None:
    """When a municipality gets a page tree in another language, its writers may write there."""
    post_save.connect(_complete, dispatch_uid="ratusz_staff.new_language")


def _complete(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if raw or not created or not isinstance(instance, Page) or instance.depth != _TREE_DEPTH:
        return
    for role in Role.objects.filter(
        site__root_page__translation_key=instance.translation_key, kind__in=WRITERS
    ).select_related("group", "site__root_page"):
        _grant_pages(role.group, role.site)


def _group(site: Site, kind: Kind) -> Group:
    role = Role.objects.filter(site=site, kind=kind).select_related("group").first()
    if role:
        return role.group
    with translation.override(settings.LANGUAGE_CODE):
        # The number keeps apart two sites that have the same name.
        name = f"{_title(site)[:100]}: {kind.label} [{site.pk}]"
    group = Group.objects.create(name=name)
    Role.objects.create(site=site, kind=kind, group=group)
    return group


def _shelf(site: Site) -> Collection:
    shelf = Shelf.objects.filter(site=site).select_related("collection").first()
    if shelf:
        return shelf.collection
    collection = Collection.get_first_root_node().add_child(name=_title(site))
    Shelf.objects.create(site=site, collection=collection)
    return collection


def _title(site: Site) -> str:
    return str(site.site_name or site.hostname)


def _grant(group: Group, names: Iterable[str]) -> None:
    have = set(group.permissions.values_list("content_type__app_label", "codename"))
    for name in names:
        label, codename = name.split(".")
        if (label, codename) not in have and _installed(label):
            group.permissions.add(_permission(label, codename))


def _grant_pages(group: Group, site: Site) -> None:
    for root in site.root_page.get_translations(inclusive=True):
        for action in PAGES:
            GroupPagePermission.objects.get_or_create(
                group=group,
                page_id=root.pk,
                permission=_permission("wagtailcore", f"{action}_page"),
            )


def _grant_shelf(group: Group, shelf: Collection) -> None:
    for label, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for action in SHELF:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=shelf, permission=_permission(label, f"{action}_{model}")
            )


def _grant_settings(group: Group, site: Site) -> None:
    for model in _settings_of_sites():
        meta = model._meta
        permission = _permission(meta.app_label, f"change_{meta.model_name}")
        GroupSitePermission.objects.get_or_create(group=group, site=site, permission=permission)


def _grant_rights(group: Group, site: Site, names: Iterable[str]) -> None:
    for name in names:
        label, codename = name.split(".")
        if _installed(label):
            GroupSitePermission.objects.get_or_create(
                group=group, site=site, permission=_permission(label, codename)
            )


def _settings_of_sites() -> list[type[Model]]:
    """Every registered setting that a municipality has for itself, add-ons' settings included."""
    return [model for model in registry if issubclass(model, BaseSiteSetting)]


def _permission(label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=label, codename=codename)


def _installed(label: str) -> bool:
    return label in apps.app_configs
