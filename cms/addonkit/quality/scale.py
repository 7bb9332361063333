"""Reading `quality.toml`, and the level that its entries reach."""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .rules import RULES, Level

SHORTEST_REASON = 10  # characters: a word is no reason


class State(enum.StrEnum):
    """What an add-on says of a rule."""

    DONE = "done"
    EXEMPT = "exempt"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Entry:
    """An add-on's word on one rule. `note`: the proofs, or the reason."""

    state: State
    note: str = ""

    @property
    def proofs(self) -> tuple[str, ...]:
        """The paths that a rule is proven by."""
        if self.state != State.DONE:
            return ()
        return tuple(filter(None, (part.strip() for part in self.note.split(","))))


def read_scale(path: Path) -> dict[str, Entry]:
    """Rule ▸ entry, for every rule of the scale.

    Raises:
        ValueError: a rule is missing, unknown, in another level's table, or its entry cannot be
            read; the message lists everything that is wrong.
        OSError: there is no such file.

    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    problems = []
    entries = {}
    for rule in RULES:
        text = raw.get(rule.level.name.lower(), {}).get(rule.name)
        if text is None:
            problems.append(f"[{rule.level.name.lower()}] {rule.name} is missing")
            continue
        try:
            entries[rule.name] = _entry(text)
        except ValueError as error:
            problems.append(f"{rule.name}: {error}")
    known = {(rule.level.name.lower(), rule.name) for rule in RULES}
    problems += [
        f"[{table}] {name} is no rule of that level"
        for table, rules in raw.items()
        for name in rules
        if (table, name) not in known
    ]
    if problems:
        message = f"{path}: " + "; ".join(problems)
        raise ValueError(message)
    return entries


def level_of(entries: Mapping[str, Entry]) -> Level:
    """The highest level in which, and below which, nothing is open."""
    still_open = [rule.level for rule in RULES if entries[rule.name].state == State.OPEN]
    return Level(min(still_open) - 1) if still_open else Level.PLATINUM


def _entry(text: str) -> Entry:
    word, _colon, note = text.partition(":")
    entry = Entry(State(word.strip()), note.strip())
    if entry.state == State.EXEMPT and len(entry.note) < SHORTEST_REASON:
        message = "an exemption needs its reason"
        raise ValueError(message)
    return entry
