"""The addresses of a block's sub-pages below its page, and its prefix among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .routes import reverse_subpage


def address_of(
    child: Any, language: str, base: str | None, name: str, arguments: Mapping[str, Any]
) -> str:
    """The address of a block's sub-URL below the address of its page."""
    tail = reverse_subpage(child.block.subpages, language, name, arguments)
    prefix = child.value.get("url_prefix") or ""
    return "".join([base or "/", f"{prefix}/" if prefix else "", tail])


def below_prefix(tail: str, prefix: str | None) -> str | None:
    """The part of a path below a block's prefix, or None when it is not below it."""
    if not prefix:
        return tail
    head = f"{prefix}/"
    return tail[len(head) :] if tail.startswith(head) else None
