"""Where a row is asked: the path of its address, with the objects of a municipality."""

from __future__ import annotations

from functools import cache

from django.urls import NoReverseMatch, reverse

from cms.addonkit.routes import reverse_subpage

from . import arguments, tables
from .addresses import Address, block_named, of_the_blocks, of_the_resolver
from .world import Municipality

# Patterns without a name, and those that are asked by position.
PATHS = {
    "(_addons/<path:rest>)": "/_addons/nothing/here/",
    "(admin/test404/)": "/admin/test404/",
    "(admin/^.*/$)": "/admin/nothing/here/",
    "(^media/(?P<path>.*)$)": "/media/nothing.png",
    "(pl/)": "/pl/",
    "wagtail_serve()": "/page/",
}


@cache
def addresses() -> dict[str, Address]:
    """Key ▸ address of everything in the URLconf."""
    return {address.key: address for address in of_the_resolver()}


def all_keys() -> set[str]:
    """What must have a row."""
    return {*addresses(), *of_the_blocks()}


def path_of(key: str, place: Municipality) -> str:
    """The path that a row is asked at."""
    if key in PATHS:
        return PATHS[key]
    if "__" in key and key not in addresses():
        return _block_path(key, place)
    if key == "wagtaildocs_serve()":
        return place["document"].url
    address = addresses()[key]
    values = arguments.values(address, place)
    try:
        return reverse(address.name, kwargs=values)
    except NoReverseMatch:
        return reverse(address.name, args=list(values.values()))


def _block_path(key: str, place: Municipality) -> str:
    name, _slash, sub_url = key.partition("/")
    page = place.objects[f"page of {name}"]
    base = page.get_url()
    if not sub_url:
        return base
    block = block_named(name)
    given = next((m.SUB_URLS for m in tables.modules() if key in getattr(m, "SUB_URLS", {})), {})
    return base + reverse_subpage(block.subpages, "pl", sub_url, given.get(key, {}))
