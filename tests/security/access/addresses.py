"""Every address there is: the URL resolver's, and the sub-URLs of every registered block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from cms.addonkit.registry import addons


@dataclass(frozen=True)
class Address:
    """One pattern: `name` with its namespaces, and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]
    pattern: str

    @property
    def key(self) -> str:
        """What a row is known by: patterns that share a name differ in their arguments."""
        return f"{self.name}({','.join(self.arguments)})" if self.name else f"({self.pattern})"


def of_the_resolver() -> list[Address]:
    """Every pattern of the project's URLconf, Wagtail's and the add-ons' included."""
    return list(_walk(get_resolver().url_patterns, (), "", ()))


def _walk(patterns, namespaces, prefix, above) -> Iterator[Address]:
    for pattern in patterns:
        path = f"{prefix}{pattern.pattern}"
        arguments = above + tuple(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner, path, arguments)
        elif isinstance(pattern, URLPattern):
            name = ":".join((*namespaces, pattern.name)) if pattern.name else ""
            yield Address(name, arguments, path)


def of_the_blocks() -> list[str]:
    """`<block>` and `<block>/<sub-URL>` of every block of every running add-on."""
    found = []
    for addon in addons().values():
        for block in addon.block_classes():
            name = f"{addon.slug}__{block.block_name}"
            found += [name, *(f"{name}/{item.name}" for item in block.subpages)]
    return found


def block_named(name: str):
    """The block's class.

    Raises:
        LookupError: no running add-on has it.

    """
    slug, _separator, block_name = name.partition("__")
    found = [b for b in addons()[slug].block_classes() if b.block_name == block_name]
    if not found:
        raise LookupError(name)
    return found[0]
