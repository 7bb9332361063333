"""What a digest is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

Answer: TypeAlias = Iterable[tuple[Any, int, str]]
"""What a source gives: the parts of lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits for somebody. Sources give it as a tuple of its parts."""

    text: str
    """A whole sentence, without anything about anybody."""

    count: int
    """How many things it stands for; 0: it is for information."""

    link: str
    """A path of the admin where it can be dealt with; may be empty."""


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one source."""

    title: str
    lines: tuple[Line, ...]
    silent: bool = False
    """True: the source failed, so nobody knows what waits there."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What needs somebody at a municipality, in the language in which it was collected."""

    sections: tuple[Section, ...]

    @property
    def count(self) -> int:
        """How many things wait; a source that could not say counts as one."""
        waiting = sum(line.count for section in self.sections for line in section.lines)
        return waiting + sum(1 for section in self.sections if section.silent)
