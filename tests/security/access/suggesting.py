"""Writes the row that an address would need: what was seen, in the words of the tables.

What is written down is what is true now. Read it before you paste it: a wrong outcome is a finding.
"""

from __future__ import annotations

from collections import Counter

from . import asking, rows

_NAMES = {
    value: name
    for name, value in vars(asking).items()
    if name.isupper() and not name.startswith("_") and isinstance(value, str)
}
_SETS = {
    frozenset(rows.WRITERS): "WRITERS",
    frozenset(rows.ADMINISTRATORS): "ADMINISTRATORS",
    frozenset(rows.OPERATOR): "OPERATOR",
    frozenset(rows.HERE): "HERE",
    frozenset(rows.IN_THE_ADMIN): "IN_THE_ADMIN",
}


def outcomes(seen: dict[str, str]) -> str:
    """The call of `admin` or `everybody` that says what was seen."""
    found = [_everybody(seen)]
    for group, name in _SETS.items():
        found += _admin(seen, group, name)
    return min(found, key=len)


def _admin(seen, group, name):
    inside = Counter(seen[who] for who in group).most_common()
    outside = Counter(seen[who] for who in rows.IN_THE_ADMIN if who not in group).most_common()
    outcome = inside[0][0]
    others = outside[0][0] if outside else asking.REFUSED
    said = rows.admin(outcome, tuple(group), others)
    but = _but(said, seen)
    yield f"admin({_name(outcome)}, {name}, {_name(others)}{but})"


def _everybody(seen):
    outcome = Counter(seen.values()).most_common()[0][0]
    return f"everybody({_name(outcome)}{_but(rows.everybody(outcome), seen)})"


def _but(said, seen):
    different = {who: seen[who] for who in seen if said[who] != seen[who]}
    if not different:
        return ""
    pairs = ", ".join(f'"{who}": {_name(outcome)}' for who, outcome in different.items())
    return f", {{{pairs}}}"


def _name(outcome: str) -> str:
    return _NAMES.get(outcome, repr(outcome))
