"""The addresses of the demo's pages, found by following links; and who may look at them."""

from __future__ import annotations

import re
from collections import deque
from functools import cache

from tools.browsing import Visitor
from tools.portal import Portal

STARTS = ("/", "/en/", "/uk/", "/pulpit/", "/rozliczenia/", "/konto/zaloguj/", "/nie-ma-takiej/")
LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#?]*)')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="(\w\w)" href="https?://[^/]+([^"]*)"')
IGNORED = ("/static/", "/media/", "/admin/", "/_display/")
MOST = 200  # more pages than this would mean that the walk runs in circles


@cache
def _visitor(portal: Portal, host: str, person: str | None) -> Visitor:
    """One visitor a person: signing in is limited, as it must be."""
    visitor = Visitor(portal.url("", host))
    if person:
        visitor.sign_in(person)
    return visitor


def forget_visitors() -> None:
    """Sign everybody in anew when they are next needed."""
    _visitor.cache_clear()


@cache
def addresses(portal: Portal, host: str = "localhost", person: str | None = None) -> list[str]:
    """Every address that links lead to, as a person sees them, in a fixed order.

    Args:
        portal: the running demo.
        host: of the municipality.
        person: who looks; nobody signed in when None.

    """
    visitor = _visitor(portal, host, person)
    found: dict[str, None] = dict.fromkeys(STARTS)
    queue = deque(found)
    while queue and len(found) < MOST:
        answer = visitor.get(queue.popleft())
        for path in LINK.findall(answer.text):
            if path not in found and not path.startswith(IGNORED):
                found[path] = None
                queue.append(path)
    return sorted(found)


@cache
def translations(portal: Portal, path: str, person: str | None) -> dict[str, str]:
    """Language ▸ the address of a page in it, by the page's own links; at least the page itself."""
    text = _visitor(portal, "localhost", person).get(path).text
    found = re.findall(
        r'<link rel="alternate" hreflang="(\w\w)" href="https?://[^/]+([^"]*)"', text
    )
    return {"pl": path, **dict(found)}
