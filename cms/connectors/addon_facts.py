"""What Settings ▸ Add-ons tells of an add-on on a site: state, pages, rights, data, health."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from wagtail.models import Page, Site

from cms.addonkit.discovery import FAILED, GROUP
from cms.addonkit.health import HealthFinding, health_findings
from cms.addonkit.manifest import AddonConfig
from cms.addonkit.models import AddonPlacement, AddonSwitch
from cms.addonkit.registry import addons


class State(enum.StrEnum):
    """What an add-on is on a site."""

    ON = "on"
    OFF = "off"
    AVAILABLE = "available"
    BUILT_IN = "built_in"
    FAILED = "failed"
    EXCLUDED = "excluded"
    CONTENT_ONLY = "content_only"


_WORDS = {
    State.ON: pgettext_lazy("add-on", "On"),
    State.OFF: pgettext_lazy("add-on", "Off"),
    State.AVAILABLE: pgettext_lazy("add-on", "Available"),
    State.BUILT_IN: gettext_lazy("Always on"),
    State.FAILED: gettext_lazy("Not running"),
    State.EXCLUDED: gettext_lazy("Left out of this installation"),
    State.CONTENT_ONLY: gettext_lazy("Content without code"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One add-on on one site, for the list. `pages`: how many carry a block of it."""

    slug: str
    title: Any
    state: State
    summary: Any = ""
    version: str = ""
    icon: str = "cogs"
    reason: str = ""
    pages: int = 0

    @property
    def words(self) -> str:
        """The state for people."""
        words = str(_WORDS[self.state])
        if self.state == State.CONTENT_ONLY:
            count = ngettext("%(count)s page", "%(count)s pages", self.pages)
            return f"{words} ({count % {'count': self.pages}})"
        return words

    @property
    def is_on(self) -> bool:
        """Whether the button switches it off."""
        return self.state == State.ON

    @property
    def switchable(self) -> bool:
        """Whether there is a button."""
        return self.state in {State.ON, State.OFF, State.AVAILABLE}

    @property
    def is_trouble(self) -> bool:
        """Whether somebody should look at it."""
        return self.state in {State.FAILED, State.CONTENT_ONLY}


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page that carries blocks of the add-on. `edit_url` is empty for who may not edit it."""

    title: str
    language: str
    blocks: tuple[str, ...]
    edit_url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about one add-on on one site, for its own page."""

    row: Row
    data_flows: Any
    blocks: tuple[Any, ...]
    pages: tuple[PlacedPage, ...]
    rights: tuple[tuple[str, str], ...]
    health: tuple[HealthFinding, ...]
    settings_url: str
    keeps_personal_data: bool
    jobs: tuple[str, ...]
    sources: tuple[Any, ...]


def rows_of(site: Site) -> list[Row]:
    """The add-ons of a site: the running ones, those that do not run, content without code."""
    return rows_for([site])[site.pk]


def rows_for(sites: Sequence[Site]) -> dict[int, list[Row]]:
    """Site id ▸ its add-ons. Three queries, however many sites and add-ons there are."""
    decided: dict[int, dict[str, bool]] = defaultdict(dict)
    rows = AddonSwitch.objects.filter(site__in=sites)
    for site_id, slug, enabled in rows.values_list("site_id", "slug", "enabled"):
        decided[site_id][slug] = enabled
    pages = _pages_of(sites)
    return {site.pk: list(_rows(decided[site.pk], pages[site.pk])) for site in sites}


def _rows(decided: Mapping[str, bool], pages: Mapping[str, set[int]]) -> Iterator[Row]:
    for slug, addon in addons().items():
        yield Row(
            slug=slug,
            title=addon.title or slug,
            state=_state(addon, decided.get(slug)),
            summary=addon.summary,
            version=addon.version,
            icon=addon.icon,
            pages=len(pages.get(slug, ())),
        )
    gone = dict.fromkeys(_left_out(), State.EXCLUDED)
    gone |= dict.fromkeys(FAILED, State.FAILED)
    orphans = pages.keys() - addons().keys() - gone.keys() - {""}
    gone |= dict.fromkeys(sorted(orphans), State.CONTENT_ONLY)
    for slug, state in gone.items():
        count = len(pages.get(slug, ()))
        reason = FAILED.get(slug, "")
        yield Row(slug, slug, state, icon="warning", reason=reason, pages=count)


def facts_of(slug: str, site: Site, user: Any) -> Facts | None:
    """All about one add-on on a site as a user may see it; None when nothing is known of it."""
    row = next((row for row in rows_of(site) if row.slug == slug), None)
    if row is None:
        return None
    addon = addons().get(slug)
    pages = tuple(_placed_pages(slug, site, user))
    if addon is None:
        return Facts(row, "", (), pages, (), (), "", False, (), ())
    return Facts(
        row=row,
        data_flows=addon.data_flows,
        blocks=tuple(block_class().meta for block_class in addon.block_classes()),
        pages=pages,
        rights=tuple(_rights(addon)),
        health=tuple(f for f in health_findings(site) if f.slug == slug),
        settings_url=_settings_url(addon, site, user),
        keeps_personal_data=bool(addon.personal_data),
        jobs=tuple(addon.schedules),
        sources=tuple(connector.title for connector in addon.connector_classes()),
    )


def _state(addon: AddonConfig, decided: bool | None) -> State:
    if not addon.removable:
        return State.BUILT_IN
    if decided or (decided is None and addon.default_enabled):
        return State.ON
    return State.AVAILABLE if decided is None else State.OFF


def _left_out() -> Iterable[str]:
    known = {*getattr(settings, "INTREE_ADDONS", ()), *(e.name for e in entry_points(group=GROUP))}
    return sorted(known - addons().keys() - FAILED.keys())


def _roots(sites: Iterable[Site]) -> dict[int, list[str]]:
    """Site id ▸ the paths of its home pages in all languages."""
    keys = {site.pk: site.root_page.translation_key for site in sites}
    found = Page.objects.filter(translation_key__in=keys.values())
    paths: dict[Any, list[str]] = defaultdict(list)
    for key, path in found.values_list("translation_key", "path"):
        paths[key].append(path)
    return {site_id: paths[key] for site_id, key in keys.items()}


def _pages_of(sites: Sequence[Site]) -> dict[int, dict[str, set[int]]]:
    """Site id ▸ slug ▸ the ids of the live pages that carry its blocks. Two queries."""
    roots = _roots(sites)
    found: dict[int, dict[str, set[int]]] = {site.pk: defaultdict(set) for site in sites}
    rows = AddonPlacement.objects.order_by("pk").values_list("slug", "page_id", "page__path")
    for slug, page_id, path in rows:
        for site_id, starts in roots.items():
            if path.startswith(tuple(starts)):
                found[site_id][slug].add(page_id)
    return found


def _placed_pages(slug: str, site: Site, user: Any) -> Iterator[PlacedPage]:
    addon = addons().get(slug)
    labels = {
        f"{slug}__{block_class.block_name}": str(block_class().label)
        for block_class in (addon.block_classes() if addon else ())
    }
    kinds: dict[int, list[str]] = defaultdict(list)
    starts = tuple(_roots([site])[site.pk])
    rows = AddonPlacement.objects.filter(slug=slug).order_by("order")
    for page_id, kind, path in rows.values_list("page_id", "block_type", "page__path"):
        if path.startswith(starts):
            kinds[page_id].append(labels.get(kind, kind))
    pages = Page.objects.filter(pk__in=kinds).select_related("locale").order_by("path")
    for page in pages:
        may_edit = page.permissions_for_user(user).can_edit()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else ""
        name = page.locale.get_display_name()
        yield PlacedPage(page.title, name, tuple(dict.fromkeys(kinds[page.pk])), url)


def _rights(addon: AddonConfig) -> Iterator[tuple[str, str]]:
    """(role, what it may do) of the roles that the manifest gives rights to."""
    titles = _role_titles()
    names = dict(
        Permission.objects.filter(content_type__app_label=addon.label).values_list(
            "codename", "name"
        )
    )
    actions = {
        "view": pgettext("right", "see"),
        "add": pgettext("right", "add"),
        "change": pgettext("right", "change"),
        "delete": pgettext("right", "delete"),
    }
    models = {
        model._meta.model_name: model._meta.verbose_name_plural for model in addon.get_models()
    }
    for role, codenames in addon.permissions.items():
        said = []
        for codename in codenames:
            action, _underscore, model = codename.partition("_")
            plain = action in actions and model in models
            said.append(f"{actions[action]}: {models[model]}" if plain else names.get(codename, ""))
        yield str(titles.get(role, role)), get_text_list([text for text in said if text], _("and"))


def _role_titles() -> Mapping[str, Any]:
    path = getattr(settings, "RATUSZ_STAFF_ROLE_TITLES", "")
    found: Mapping[str, Any] = import_string(path)() if path else {}
    return found


def _settings_url(addon: AddonConfig, site: Site, user: Any) -> str:
    if not addon.settings_model:
        return ""
    model = addon.load(addon.settings_model)
    if not model.get_permission_policy().user_has_permission_for_instance(user, "change", site):
        return ""
    meta = model._meta
    return reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name, site.pk])
