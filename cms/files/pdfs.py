"""PDFs are kept as they are, so they are looked at: whole, not locked, without scripts.

A careful attacker can hide a script from this; it is a fence against files that do it openly. PDFs
are always saved by the browser, never opened in our pages.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from . import problems
from .problems import FileRefused

MOST_PAGES = 2_000
_TAIL = 2_048  # bytes in which the end mark stands
_END = b"endstream"
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_AFTER = rb"(?=[\s/<>\[\]()]|$)"
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA)" + _AFTER)
_LOCKED = re.compile(rb"/Encrypt" + _AFTER)
_PAGE = re.compile(rb"/Type\s*/Page" + _AFTER)
_MOST_INFLATED = 32 * 1024 * 1024  # bytes, of all object streams together


def inspect(content: bytes, name: str) -> None:
    """Look at a PDF.

    Raises:
        FileRefused: it is cut off, protected by a password, has scripts or programs, or more than
            `MOST_PAGES` pages.

    """
    if b"%%EOF" not in content[-_TAIL:]:
        raise FileRefused(problems.DAMAGED, name=name)
    pages = 0
    for part in _objects(content, name):
        plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), part)
        if _LOCKED.search(plain):
            raise FileRefused(problems.LOCKED, name=name)
        if _ACTIVE.search(plain):
            raise FileRefused(problems.ACTIVE, name=name)
        pages += sum(1 for _page in _PAGE.finditer(plain))
    if pages > MOST_PAGES:
        raise FileRefused(problems.TOO_MANY_PAGES, name=name, limit=str(MOST_PAGES))


def _objects(content: bytes, name: str) -> Iterator[bytes]:
    """What describes the document: everything but the content of streams, and packed objects."""
    position = 0
    inflated = 0
    while (start := content.find(b"stream", position)) >= 0:
        yield content[position:start]
        end = content.find(_END, start)
        if end < 0:
            return
        if b"/ObjStm" in content[max(position, start - 1_000) : start]:
            packed = content[start + len(b"stream") : end].lstrip(b"\r\n")
            objects = _inflate(packed)
            inflated += len(objects)
            if inflated >= _MOST_INFLATED:
                raise FileRefused(problems.DAMAGED, name=name)
            yield objects
        position = end + len(_END)
    yield content[position:]


def _inflate(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_INFLATED)
    except zlib.error:
        return b""
