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

from cms.addonkit import request_state, site_of
from cms.addonkit.languages import SiteLanguages, language_of
from cms.addonkit.placements import hidden_page_ids
from cms.addonkit.routes import reverse_subpage


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

    def __init__(self, request: HttpRequest, site: Site) -> None:
        """Look up the home page and the pages directly below it that any menu shows."""
        self.request = request
        self.site = site
        self.home = _home(site)
        self.home_url = self.home.get_url(request) or "/"
        self.children = list(self._children())

    def _children(self) -> Any:
        portal = ExpressionWrapper(Q(portalpage__isnull=False), output_field=BooleanField())
        return (
            Page.objects.child_of(self.home)
            .live()
            .public()
            .filter(Q(show_in_menus=True) | Q(contentpage__show_in_footer=True))
            .exclude(pk__in=hidden_page_ids(self.site))
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
            return [self._item(page, shown) for page in pages]
        at_home = shown is not None and shown.pk == self.home.pk
        first = Item(pgettext("navigation", "Home"), self.home_url, at_home)
        return [first, *(self._item(page, shown) for page in self._public())]

    def columns(self) -> list[Column]:
        """The footer's columns; empty ones are left out."""
        groups = (
            (_("Your matters"), [page for page in self.children if page.portal and page.show_in_menus]),
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
        between: list[Page] = []
        if shown.depth > self.home.depth + 1:
            between = list(shown.get_ancestors().filter(depth__gt=self.home.depth))
        trail = [(self.home.title, self.home_url)]
        trail += [(page.title, self.url(page)) for page in [*between, shown] if page.pk != self.home.pk]
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
    site = site_of(request)
    if site is None:
        return None
    key = ("pages: navigation", site.pk, translation.get_language())
    return request_state.remembered(key, lambda: Navigation(request, site))


def languages_of(request: HttpRequest, shown: Page | None) -> list[LanguageItem]:
    """The languages in which there is what is shown now, in the order of the settings.

    A page offers its live translations, on a block's sub-URL the same sub-URL of them; a view
    without a page offers itself in the site's languages, an error page the home pages.
    """
    site = site_of(request)
    if site is None:
        return []
    if shown is not None:
        addresses = _translations(request, shown, site)
    elif _is_view_of_its_own(request):
        path = request.get_full_path()
        addresses = {code: translate_url(path, code) for code in SiteLanguages.of(site)}
    else:
        addresses = _translations(request, _home(site), site)
    current = language_of(shown.locale_id) if shown else translation.get_language()
    return [
        LanguageItem(code, name, addresses[code], code == current)
        for code, name in settings.LANGUAGES
        if code in addresses
    ]


def _translations(request: HttpRequest, page: Page, site: Site) -> dict[str, str]:
    """Language code ▸ address of the page's live translations, itself included."""
    languages = SiteLanguages.of(site)
    pages = [page, *page.get_translations().filter(live=True)]
    tails = {language_of(item.locale_id): item for item in pages}
    return {
        code: f"{item.get_url(request)}{_sub_url(request, code)}"
        for code, item in tails.items()
        if code in languages
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


def _home(site: Site) -> Page:
    """The site's home page in the active language, or its default one."""
    return request_state.remembered(
        ("pages: home", site.pk, translation.get_language()), lambda: _find_home(site)
    )


def _find_home(site: Site) -> Page:
    root = site.root_page
    if language_of(root.locale_id) == translation.get_language():
        return root
    home: Page = root.localized
    return home
