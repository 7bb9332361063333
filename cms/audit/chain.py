"""The chain: what makes a change, a removal or an insertion show.

Each entry holds the SHA-256 of the entry before it and of all its own columns, so anybody who has
the entries can check them. And each holds a keyed hash of that, whose key is not in the database:
whoever can only write to the database cannot build the chain anew. The end of each chain is kept
apart, under another keyed hash, so cutting the end off shows too.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cms.addonkit.vault import keyed_hash

START = "0" * 64
# Every column but the row's number and what is computed from these.
COLUMNS = (
    "chain",
    "sequence",
    "site_id",
    "at",
    "event",
    "actor_kind",
    "actor_id",
    "actor_roles",
    "actor_unit",
    "subject_user_id",
    "subject_hash",
    "object_type",
    "object_id",
    "detail",
    "address",
)
_ENTRY_PURPOSE = "audit.entry"
_HEAD_PURPOSE = "audit.head"


def digest(prev_hash: str, columns: Mapping[str, Any]) -> str:
    """SHA-256 of an entry: of the hash before it and its columns as canonical JSON."""
    return hashlib.sha256(f"{prev_hash}\n{_canonical(columns)}".encode()).hexdigest()


def mac(entry_hash: str) -> str:
    """The keyed hash of an entry."""
    return keyed_hash(entry_hash, purpose=_ENTRY_PURPOSE)


def mac_of_head(chain: int, sequence: int, entry_hash: str) -> str:
    """The keyed hash of the end of a chain."""
    return keyed_hash(f"{chain}:{sequence}:{entry_hash}", purpose=_HEAD_PURPOSE)


def same(left: str, right: str) -> bool:
    """Whether two hashes are equal, compared in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())


def link(
    rows: Iterable[dict[str, Any]], *, sequence: int, prev_hash: str
) -> Iterator[dict[str, Any]]:
    """Rows with their place, hashes and keyed hash, continuing a chain after `sequence`."""
    for row in rows:
        sequence += 1
        placed = {**row, "sequence": sequence}
        entry_hash = digest(prev_hash, placed)
        yield {**placed, "prev_hash": prev_hash, "hash": entry_hash, "mac": mac(entry_hash)}
        prev_hash = entry_hash


def _canonical(columns: Mapping[str, Any]) -> str:
    plain = {name: _plain(columns[name]) for name in COLUMNS}
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if value is None or isinstance(value, (str, int, dict)):
        return value
    return str(value)  # the key of a foreign project's user, for example a UUID
