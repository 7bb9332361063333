"""The little language of messages: text with `$name` in it, and nothing else.

A `$name` stands for one value of a fixed set. Values are text that is put in as it is: they are
never looked into, never called and never read as a template again, so neither an editor nor a
resident can reach anything through a message. `$$` is a dollar sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DOLLAR = re.compile(r"\$(?:(\$)|(\w+))?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Literal:
    """Words of the template itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the value of a name goes."""

    name: str


Piece: TypeAlias = Literal | Place


class Malformed(ValueError):
    """A dollar sign stands before something that is no name.

    Args:
        found: what stands there up to the next space, dollar sign included, at most 30 characters.

    """

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Template:
    """A text taken apart."""

    pieces: tuple[Piece, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that occur in it."""
        return frozenset(piece.name for piece in self.pieces if isinstance(piece, Place))

    def render(self, values: Mapping[str, str]) -> str:
        """The text with the values in their places.

        Raises:
            KeyError: a name has no value.

        """
        return "".join(
            piece.text if isinstance(piece, Literal) else values[piece.name]
            for piece in self.pieces
        )


@lru_cache(maxsize=512)
def parse(source: str) -> Template:
    """Take a text apart.

    Raises:
        Malformed: a dollar sign is neither doubled nor followed by a name.

    """
    return Template(tuple(_merged(_pieces(source))))


def check(source: str, allowed: Iterable[str]) -> None:
    """Refuse a text with a place that there is not.

    Args:
        source: what an editor wrote.
        allowed: the names that may stand in it, without the dollar sign.

    Raises:
        ValidationError: with the names that are allowed.

    """
    names = list(allowed)
    offered = ", ".join(f"${name}" for name in names)
    try:
        unknown = sorted(parse(source).names - set(names))
    except Malformed as error:
        raise ValidationError(
            _(
                "%(found)s is no place for a value. Write $$ for a dollar sign."
                " You can use: %(names)s."
            ),
            code="malformed",
            params={"found": error.found, "names": offered},
        ) from None
    if unknown:
        raise ValidationError(
            _("There is no value for %(found)s. You can use: %(names)s."),
            code="unknown",
            params={"found": ", ".join(f"${name}" for name in unknown), "names": offered},
        )


def _pieces(source: str) -> Iterator[Piece]:
    end = 0
    for match in _DOLLAR.finditer(source):
        yield Literal(source[end : match.start()])
        end = match.end()
        if match[1]:
            yield Literal("$")
        elif match[2] and _NAME.fullmatch(match[2]):
            yield Place(match[2])
        else:
            raise Malformed(source[match.start() : match.start() + 30].split(maxsplit=1)[0])
    yield Literal(source[end:])


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbouring words as one piece, empty ones left out."""
    words = ""
    for piece in pieces:
        if isinstance(piece, Literal):
            words += piece.text
            continue
        if words:
            yield Literal(words)
            words = ""
        yield piece
    if words:
        yield Literal(words)
