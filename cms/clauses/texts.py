"""The text of a notice: from plain lines to headings, paragraphs and lists; and what changed."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(slots=True)
class Part:
    """A heading, a paragraph, or a list with `items`."""

    kind: str
    text: str = ""
    items: list[str] = field(default_factory=list)


def parts_of(text: str) -> list[Part]:
    """The parts of a text.

    Args:
        text: a blank line ends a paragraph, `- ` begins an item of a list, `## ` a heading.

    """
    parts: list[Part] = []
    open_part: Part | None = None
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            open_part = None
        elif line.startswith("## "):
            parts.append(Part("heading", line[3:].strip()))
            open_part = None
        elif line.startswith("- "):
            if open_part is None or open_part.kind != "list":
                open_part = Part("list")
                parts.append(open_part)
            open_part.items.append(line[2:].strip())
        elif open_part is not None and open_part.kind == "list":
            open_part.items[-1] += f" {line}"
        elif open_part is not None:
            open_part.text += f" {line}"
        else:
            open_part = Part("paragraph", line)
            parts.append(open_part)
    return parts


class Change(NamedTuple):
    """A run of words that is the same in both texts, was taken out, or put in."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """What changed between two texts, word by word: `same`, `removed`, `added`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Change] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, start, stop, new_start, new_stop in matcher.get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(old[start:stop])))
            continue
        if stop > start:
            found.append(Change("removed", "".join(old[start:stop])))
        if new_stop > new_start:
            found.append(Change("added", "".join(new[new_start:new_stop])))
    return found
