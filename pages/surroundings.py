"""The pages that one page is shown with: home pages, its translations, what its links lead to.

Wagtail looks up each rich text's links by itself, and each translation by itself. Here one query
finds them all, however long the page is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from cms.addonkit import request_state, site_of
from cms.addonkit.languages import language_of

from .linked import linked_ids
from .placed import shows_nothing

_KEY = "pages: surroundings"


@dataclass(frozen=True)
class Target:
    """Where a link leads. `language` is set when that page is in another language than this one."""

    url: str
    title: str = ""
    language: str = ""
    page: Any = None


class Surroundings:
    """What a request needs to know about pages beside the one that it shows.

    Args:
        request: for addresses of other sites' pages.
        site: the municipality.
        page: the page that is shown; None for account and error pages.

    """

    def __init__(self, request: HttpRequest, site: Site, page: Any = None) -> None:
        self.request = request
        self.site = site
        self.page = page
        self._late: dict[int, Target | None] = {}

    @cached_property
    def homes(self) -> dict[str, Page]:
        """Language code ▸ live home page, in the order of the settings."""
        return self._family(self.site.root_page.translation_key)

    @cached_property
    def translations(self) -> dict[str, Page]:
        """Language code ▸ the shown page, or its live translation."""
        family = self._family(self.page.translation_key)
        return {**family, language_of(self.page.locale_id): self.page}

    @cached_property
    def home(self) -> Page:
        """The home page in the active language, or the site's first one."""
        return self.homes.get(translation.get_language() or "") or self.site.root_page

    def address(self, page: Page) -> str | None:
        """The address of a page; None when it has none."""
        for code, home in self.homes.items():
            if page.url_path.startswith(home.url_path):
                with translation.override(code):
                    return reverse("wagtail_serve", args=[page.url_path[len(home.url_path) :]])
        url: str | None = page.get_url(self.request)
        return url

    def target(self, page_id: int) -> Target | None:
        """Where a link to a page leads, or None when it leads nowhere now: a draft, add-ons off."""
        if page_id in self._linked_ids:
            return self._target_among(self._found, page_id)
        if page_id not in self._late:
            found = self._pages(Q(translation_key__in=_keys_of([page_id])))
            self._late[page_id] = self._target_among(found, page_id)
        return self._late[page_id]

    @cached_property
    def _linked_ids(self) -> frozenset[int]:
        if self.page is None:
            return frozenset()
        streams = (getattr(self.page, name) for name in self.page.addon_fields)
        in_body = (page_id for stream in streams for page_id in linked_ids(stream))
        return frozenset([*in_body, *self.page.linked_page_ids()])

    @cached_property
    def _found(self) -> list[Page]:
        shown = [self.page.translation_key] if self.page is not None else []
        wanted = Q(translation_key__in=[self.site.root_page.translation_key, *shown])
        if self._linked_ids:
            wanted |= Q(translation_key__in=_keys_of(self._linked_ids))
        return self._pages(wanted)

    def _pages(self, wanted: Q) -> list[Page]:
        hidden = ExpressionWrapper(shows_nothing(self.site), output_field=BooleanField())
        return list(Page.objects.filter(wanted).annotate(hidden=hidden))

    def _family(self, key: Any) -> dict[str, Page]:
        found = {
            language_of(page.locale_id): page
            for page in self._found
            if page.live and page.translation_key == key
        }
        return {code: found[code] for code, _name in settings.LANGUAGES if code in found}

    def _target_among(self, pages: list[Page], page_id: int) -> Target | None:
        original = next((page for page in pages if page.pk == page_id), None)
        if original is None:
            return None
        key, locale = original.translation_key, self._locale_id
        here = (page for page in pages if page.translation_key == key and page.locale_id == locale)
        return self._shown(next(here, None)) or self._shown(original)

    @property
    def _locale_id(self) -> int:
        locale_id: int = (self.page or self.home).locale_id
        return locale_id

    def _shown(self, page: Any) -> Target | None:
        if page is None or not page.live or page.hidden:
            return None
        url = self.address(page)
        if url is None:
            return None
        foreign = page.locale_id != self._locale_id
        return Target(url, page.title, language_of(page.locale_id) if foreign else "", page)


def show(page: Any, request: HttpRequest) -> None:
    """Say which page the request shows, before anything asks for its surroundings."""
    site = site_of(request)
    if site is not None:
        request_state.put(_KEY, Surroundings(request, site, page))


def surroundings_of(request: HttpRequest) -> Surroundings | None:
    """The surroundings of what the request shows; None when no site answers to its host."""
    site = site_of(request)
    if site is None:
        return None
    return request_state.remembered(_KEY, lambda: Surroundings(request, site))


def current_surroundings() -> Surroundings | None:
    """The surroundings of the page that is being rendered, where no request is at hand."""
    found: Surroundings | None = request_state.get(_KEY)
    return found


def _keys_of(page_ids: Iterable[int]) -> Any:
    return Page.objects.filter(pk__in=list(page_ids)).values("translation_key")
