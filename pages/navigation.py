"""Menus, breadcrumbs, languages and footer links, all from the page tree.

One query finds the pages of all menus. On public pages the menus are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page, Site

from cms.addonkit import request_state
from cms.addonkit.menu import menu_entries
from cms.addonkit.routes import reverse_subpage

from .placed import shows_nothing
from .routing import ancestors_of
from .surroundings import Surroundings, surroundings_of


@dataclass(frozen=True)
class Item:
    """An entry of a menu."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class LanguageItem:
    """An entry of the language switch; the title is the language's own name."""

    code: str
    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class Column:
    """A column of the footer."""

    title: str
    links: Sequence[Item]


class Navigation:
    """What the request's site offers in the request's language."""

    def __init__(self, surroundings: Surroundings) -> None:
        """Look up the pages directly below the home page that any menu shows."""
        self.site, self.request = surroundings.site, surroundings.request
        self.home = surroundings.home
        self.home_url = surroundings.address(self.home) or "/"
        self.children = list(self._children(surroundings.site))

    def _children(self, site: Site) -> Any:
        portal = ExpressionWrapper(Q(portalpage__isnull=False), output_field=BooleanField())
        return (
            Page.objects.child_of(self.home)
            .live()
            .filter(view_restrictions__isnull=True)
            .filter(Q(show_in_menus=True) | Q(contentpage__show_in_footer=True))
            .exclude(shows_nothing(site))
            .annotate(
                portal=portal,
                account_required=F("portalpage__account_required"),
                portal_menu=F("contentpage__show_in_portal_menu"),
                footer=F("contentpage__show_in_footer"),
            )
            .order_by("path")
        )

    def url(self, page: Page) -> str:
        """The address of a page below this home page."""
        return f"{self.home_url}{page.url_path[len(self.home.url_path) :]}"

    def _item(self, page: Page, shown: Page | None) -> Item:
        current = shown is not None and shown.path.startswith(page.path)
        return Item(page.title, self.url(page), current)

    def menu(self, shown: Page | None) -> list[Item]:
        """The main menu: the portal's on portal pages, the public one elsewhere."""
        if getattr(shown, "is_portal", False):
            pages = [page for page in self.children if self._in_portal_menu(page)]
            items = [self._item(page, shown) for page in pages]
            return [*items, *self._of_addons({item.url for item in items})]
        at_home = shown is not None and shown.pk == self.home.pk
        first = Item(pgettext("navigation", "Home"), self.home_url, at_home)
        return [first, *(self._item(page, shown) for page in self._public())]

    def _of_addons(self, present: set[str]) -> list[Item]:
        """What add-ons put into the portal's menu, without the pages that are in it anyway."""
        entries = menu_entries(self.site, self.request)
        return [Item(title, url) for title, url in entries if url not in present]

    def columns(self) -> list[Column]:
        """The footer's columns; empty ones are left out."""
        groups = (
            (
                _("Your matters"),
                [page for page in self.children if page.portal and page.show_in_menus],
            ),
            (_("Municipality"), [page for page in self._public() if not page.footer]),
            (_("About this site"), [page for page in self.children if page.footer]),
        )
        columns = (
            Column(title, [self._item(page, None) for page in pages]) for title, pages in groups
        )
        return [column for column in columns if column.links]

    def account_url(self) -> str:
        """Where "My account" leads: the portal's first page, else the sign-in page."""
        for page in self.children:
            if page.account_required:
                return self.url(page)
        return str(resolve_url(settings.LOGIN_URL))

    def crumbs(self, shown: Page, focus: Any = None) -> list[tuple[str, str]]:
        """(title, address) pairs from the home page to what is shown; none on the home page.

        Args:
            shown: the page.
            focus: the fragment of a block's sub-URL, when that is shown.

        """
        if shown.pk == self.home.pk and focus is None:
            return []
        deep = shown.depth > self.home.depth + 1
        between = ancestors_of(shown, self.home) if deep else []
        trail = [(self.home.title, self.home_url)]
        trail += [
            (page.title, self.url(page)) for page in [*between, shown] if page.pk != self.home.pk
        ]
        if focus is not None:
            trail += [*focus.crumbs, (focus.title or shown.title, "")]
        return trail

    @staticmethod
    def _in_portal_menu(page: Any) -> bool:
        return bool(page.show_in_menus and (page.portal or page.portal_menu))

    def _public(self) -> list[Any]:
        return [page for page in self.children if page.show_in_menus and not page.portal]


def navigation_of(request: HttpRequest) -> Navigation | None:
    """The navigation of a request, made once; None when no site answers to its host."""
    surroundings = surroundings_of(request)
    if surroundings is None:
        return None
    return request_state.remembered(
        ("pages: navigation", surroundings.home.pk), lambda: Navigation(surroundings)
    )


def languages_of(request: HttpRequest) -> list[LanguageItem]:
    """The languages in which there is what is shown now, in the order of the settings.

    A page offers its live translations, on a block's sub-URL the same sub-URL of them; a view
    without a page offers itself in the site's languages, an error page the home pages.
    """
    surroundings = surroundings_of(request)
    if surroundings is None:
        return []
    current = translation.get_language()
    if surroundings.page is not None:
        addresses = _translations(request, surroundings)
    elif _is_view_of_its_own(request):
        path = request.get_full_path()
        addresses = {code: translate_url(path, code) for code in surroundings.homes}
    else:
        homes = surroundings.homes.items()
        addresses = {code: surroundings.address(home) or "/" for code, home in homes}
    return [
        LanguageItem(code, name, addresses[code], code == current)
        for code, name in settings.LANGUAGES
        if code in addresses
    ]


def _translations(request: HttpRequest, surroundings: Surroundings) -> dict[str, str]:
    """Language code ▸ address of the shown page in the languages of the site that have it."""
    return {
        code: f"{surroundings.address(page)}{_sub_url(request, code)}"
        for code, page in surroundings.translations.items()
        if code in surroundings.homes
    }


def _sub_url(request: HttpRequest, language: str) -> str:
    """The part of the address that a block answers, in a language; block ids and values match."""
    found = getattr(request, "_pages_found", None)
    if not found:
        return ""
    child, match = found
    prefix = child.value.get("url_prefix")
    tail = reverse_subpage(child.block.subpages, language, match.subpage.name, match.arguments)
    return f"{prefix}/{tail}" if prefix else tail


def _is_view_of_its_own(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name not in {None, "wagtail_serve"}
