"""Which part of a file a request asks for. Source: RFC 9110, section 14."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class NotSatisfiable(Exception):
    """The part lies outside of the file: 416."""


def asked_part(header: str, size: int) -> tuple[int, int] | None:
    """The part as start and stop, or None for the whole file.

    A header that cannot be read, and one that asks for several parts, counts as none: RFC 9110
    lets a server ignore it.

    Args:
        header: the value of `Range`; may be empty.
        size: bytes of the file.

    Raises:
        NotSatisfiable: nothing of the part is in the file.

    """
    found = _ONE.fullmatch(header.replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:  # the last so many bytes
        last = int(found[2])
        if not last or not size:
            raise NotSatisfiable
        return max(0, size - last), size
    start = int(found[1])
    if found[2] and int(found[2]) < start:
        return None
    if start >= size:
        raise NotSatisfiable
    return start, min(int(found[2]) + 1, size) if found[2] else size
