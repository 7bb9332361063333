"""Giving every stored ciphertext the first key of `RATUSZ_VAULT_KEYS`, while the portal runs.

Rows are taken in the order of their keys, decrypted and encrypted outside of any transaction, and
written 500 at a time, each only if its column still holds what was read. What a run has done stays
done: the next one finds those rows by the key id in front of the ciphertext and passes over them.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Concat, StrIndex, Substr
from django.dispatch import Signal

from .sealed import Place
from .vault import SealBroken, decrypt, encrypt, key_id_of, key_ids

BATCH = 500
PAUSES = (0.0, 0.2, 1.0, 3.0, 6.0)  # seconds
"""Rows that somebody held or changed meanwhile are tried again after these times."""

# Sent with `key`, the id; the second one with `rewritten` and `broken`, counts of values.
started = Signal()
ended = Signal()

Progress = Callable[[Place, int], None]


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """A row with a value that does not open. Nothing was changed in it."""

    place: str
    row: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Change:
    old: Any
    new: Any
    parts: int
    """How many ciphertexts in it are new."""


@dataclass(slots=True)
class Result:
    """What a rotation did, and which keys values are under now."""

    rewritten: int = 0
    broken: list[Broken] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    """Key id ▸ values under it at the end; empty for keys that are not in the setting."""


def rotate(found: list[Place], progress: Progress = lambda place, rows: None) -> Result:
    """Encrypt all values of these places with the first key.

    Args:
        found: the places, of `sealed.places`.
        progress: is told after each batch how many rows of a place were looked at.

    """
    started.send(sender=rotate, key=key_ids()[0])
    result = Result()
    broken: set[Broken] = set()
    for place in found:
        for pause in PAUSES:
            time.sleep(pause)
            # What somebody changed meanwhile is under the first key now, or comes in the next turn.
            if not _turn_of(place, result, broken, progress):
                break
        result.used.update(count(place))
    result.broken = sorted(broken)
    ended.send(
        sender=rotate, key=key_ids()[0], rewritten=result.rewritten, broken=len(result.broken)
    )
    return result


def count(place: Place) -> Counter[str]:
    """Key id ▸ how many values are under it; empty for a key that is not in the setting."""
    known, counts = set(key_ids()), Counter[str]()
    for key_id, values in _text_counts(place) if place.is_text else _part_counts(place):
        counts[key_id if key_id in known else ""] += values
    return counts


def _text_counts(place: Place) -> Iterator[tuple[str, int]]:
    end = StrIndex(Concat("stored", models.Value(".")), models.Value(".")) - 1
    rows = place.rows().annotate(key_id=Substr("stored", 1, end)).order_by()
    yield from rows.values_list("key_id").annotate(models.Count("pk"))


def _part_counts(place: Place) -> Iterator[tuple[str, int]]:
    for value in place.rows().values_list("stored", flat=True).iterator(chunk_size=BATCH):
        for token in _tokens(place, value):
            yield key_id_of(token), 1


def _turn_of(place: Place, result: Result, broken: set[Broken], progress: Progress) -> int:
    """Go through a place once. Returns how many rows have to be looked at again."""
    last, again, looked_at = None, 0, 0
    while rows := _batch(place, last):
        last, looked_at = rows[-1].pk, looked_at + len(rows)
        changes = {}
        for row in rows:
            try:
                fresh, parts = _renewed(place, row)
            except SealBroken:
                broken.add(Broken(str(place), str(row.pk), _reason(place, row.stored)))
                continue
            if parts:
                changes[row.pk] = _Change(row.stored, fresh, parts)
        written = _write(place, changes)
        result.rewritten += sum(changes[pk].parts for pk in written)
        again += len(changes) - len(written)
        progress(place, looked_at)
    return again


def _batch(place: Place, last: Any) -> list[Any]:
    """The next rows that are not wholly under the first key, as far as the database can tell."""
    rows = place.rows().only("pk", *place.needs).order_by("pk")
    if place.is_text:
        prefix = f"{key_ids()[0]}."
        # Not LIKE: on SQLite it takes "A." for "a.".
        rows = rows.alias(head=Substr("stored", 1, len(prefix))).exclude(head=prefix)
    return list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])


def _renewed(place: Place, row: Any) -> tuple[Any, int]:
    """The column's value under the first key, and how many ciphertexts in it were under another.

    Raises:
        SealBroken: one does not open.

    """
    context, first, parts = place.context(row), key_ids()[0], 0

    def renew(token: str) -> str:
        nonlocal parts
        if token.startswith(f"{first}."):
            return token
        parts += 1
        return encrypt(decrypt(token, context=context), context=context)

    return place.within(row.stored, renew), parts


def _write(place: Place, changes: dict[Any, _Change]) -> list[Any]:
    """Store the new values where the old ones still are. Returns the keys of those rows.

    Rows that somebody else holds are left: waiting for them while holding others could end in a
    deadlock, and the one who is thrown out might be the resident.
    """
    rows, written = place.model._base_manager, []
    with transaction.atomic():
        free = rows.select_for_update(skip_locked=True).filter(pk__in=changes)
        for pk in list(free.order_by("pk").values_list("pk", flat=True)):
            change = changes[pk]
            if place.holding(change.old).filter(pk=pk).update(**place.assignment(change.new)):
                written.append(pk)
    return written


def _tokens(place: Place, value: Any) -> list[str]:
    found: list[str] = []

    def note(token: str) -> str:
        found.append(token)
        return token

    place.within(value, note)
    return found


def _reason(place: Place, value: Any) -> str:
    """Why a value does not open, without anything of the value."""
    for token in _tokens(place, value):
        key_id = key_id_of(token)
        if not key_id:
            return "it is no ciphertext"
        if key_id not in key_ids():
            return f"its key {key_id} is not in RATUSZ_VAULT_KEYS"
    return "it was changed, or moved from its place"
