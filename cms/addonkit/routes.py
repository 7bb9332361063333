"""Sub-URLs of a block: declared per language as data, resolved under the block's page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.urls import URLResolver, path
from django.urls.resolvers import RoutePattern

from .people import Assurance

_Key = tuple[tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, tuple[str, ...]], ...]], ...]
_FORMER = "|former|"
_PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")


@dataclass(frozen=True)
class SubPage:
    """A page below the page that carries the block.

    Args:
        name: the block's method that answers, and the name used to reverse it. Stored in nothing,
            but links from other add-ons depend on it: never rename.
        segments: language code ▸ route in Django's syntax, ending in a slash. Only letters, digits,
            `_` and `-` may reach it: Wagtail serves nothing else.
        assurance: raises the block's own level; it cannot lower it.
        sample: arguments with which the editor's preview opens it. Not needed where the route has
            no parameters.
        title: what the editor's preview calls it.
        former: language code ▸ routes that it had before; they redirect to the present one.

    """

    name: str
    segments: Mapping[str, str]
    assurance: Assurance = Assurance.ANONYMOUS
    sample: Mapping[str, Any] | None = None
    methods: tuple[str, ...] = field(default=("GET", "HEAD"))
    title: Any = ""
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def route(self, language: str) -> str:
        """The route in a language; the first one declared where the language has none."""
        return self.segments.get(language) or next(iter(self.segments.values()))

    def all_routes(self, language: str) -> tuple[str, ...]:
        """The present route and the former ones."""
        return (self.route(language), *self.former.get(language, ()))

    @property
    def preview_arguments(self) -> Mapping[str, Any] | None:
        """The arguments of the editor's preview; None: nothing to preview."""
        if "GET" not in self.methods:
            return None
        if self.sample is None and not any("<" in route for route in self.segments.values()):
            return {}
        return self.sample


@dataclass(frozen=True)
class PublicSubPage:
    """A sub-page that everybody may see: for sitemap and search.

    Args:
        name: of the sub-URL.
        arguments: of the sub-URL.
        title: what links call it.
        text: what the search finds it by, beside the title.
        changed: when its content changed last.

    """

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    title: Any = ""
    text: str = ""
    changed: datetime.datetime | None = None


def subpage(
    name: str,
    segments: Mapping[str, str],
    *,
    assurance: Assurance = Assurance.ANONYMOUS,
    sample: Mapping[str, Any] | None = None,
    methods: tuple[str, ...] = ("GET", "HEAD"),
    title: Any = "",
    former: Mapping[str, tuple[str, ...]] | None = None,
) -> SubPage:
    """Declare a sub-URL of a block; see `SubPage`."""
    return SubPage(
        name, dict(segments), assurance, sample, methods, title=title, former=dict(former or {})
    )


@dataclass(frozen=True)
class SubPageMatch:
    """A sub-URL that was asked for, with its arguments; `tail` is its part of the address.

    `former` is set when it was asked for at an address that it had before.
    """

    subpage: SubPage
    arguments: dict[str, Any]
    tail: str = ""
    former: bool = False


def match(subpages: tuple[SubPage, ...], language: str, tail: str) -> SubPageMatch | None:
    """The sub-URL that answers to `tail` (`karta/x1/`), or None."""
    from django.urls import Resolver404  # noqa: PLC0415

    if not subpages:
        return None
    try:
        found = _resolver(_key(subpages), language).resolve(tail)
    except Resolver404:
        return None
    name, _separator, former = str(found.url_name).partition(_FORMER)
    wanted = next(item for item in subpages if item.name == name)
    return SubPageMatch(wanted, found.kwargs, former=bool(former))


def reverse_subpage(
    subpages: tuple[SubPage, ...], language: str, name: str, arguments: Mapping[str, Any]
) -> str:
    """The path below the page, for example `karta/x1/`.

    Raises:
        NoReverseMatch: no such sub-URL, or the arguments do not fit.

    """
    reversed_path: str = _resolver(_key(subpages), language).reverse(name, **arguments)
    return reversed_path


def overlap(first: str, second: str) -> bool:
    """Whether two routes may claim the same address."""
    pairs = list(zip(_shape(first), _shape(second), strict=False))
    for one, other in pairs:
        if "**" in (one, other):
            return True
        if one != other and "*" not in (one, other):
            return False
    return len(_shape(first)) == len(_shape(second))


def _shape(route: str) -> list[str]:
    shape = []
    for segment in route.strip("/").split("/"):
        parameter = _PARAMETER.search(segment)
        if parameter and parameter.group(1) == "path":
            shape.append("**")
        else:
            shape.append("*" if parameter else segment)
    return shape


def _key(subpages: tuple[SubPage, ...]) -> _Key:
    return tuple(
        (item.name, tuple(item.segments.items()), tuple(item.former.items())) for item in subpages
    )


@lru_cache(maxsize=256)
def _resolver(key: _Key, language: str) -> URLResolver:
    patterns = []
    for name, segments, _former in key:
        routes = dict(segments)
        route = routes.get(language) or next(iter(routes.values()))
        patterns.append(path(route, _answered_by_the_block, name=name))
    for name, _segments, former in key:  # after all present ones, which win
        patterns += [
            path(route, _answered_by_the_block, name=f"{name}{_FORMER}yes")
            for route in dict(former).get(language, ())
        ]
    return URLResolver(RoutePattern(""), patterns)


def _answered_by_the_block(*args: Any, **kwargs: Any) -> Any:
    message = "A sub-URL is answered by its block, through the door."
    raise RuntimeError(message)
