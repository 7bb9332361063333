"""Checking chains: what was changed, removed or inserted, and whether the end is where it was.

Entries are read in batches by their place, so a chain of any length takes the same memory, and
entries that are written meanwhile do no harm.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from . import chain
from .audit_events import CHAIN_STARTED
from .models import Entry, Head
from .services import INSTALLATION

BATCH = 5_000
# More entries in a row than this which do not fit are reported without waiting for the next good
# one, so that memory stays bounded.
MOST_PENDING = 10_000


class Wrong(enum.StrEnum):
    """What can be wrong with a chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    END_CHANGED = "end changed"
    CHAIN_REMOVED = "whole chain removed"
    ANCHOR = "does not match the anchor"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: entries `first` to `last` of a chain, by their numbers."""

    wrong: Wrong
    chain: int
    first: int = 0
    last: int = 0


@dataclass(slots=True)
class Walk:
    """Goes along one chain.

    `expected` is the number that the next good entry should have; `pending` are the numbers of
    entries since the last good one that do not fit.
    """

    chain_id: int
    expected: int = 1
    last_hash: str = chain.START
    # Where the last row that was read stands: (number, primary key).
    place: tuple[int, int] = (0, 0)
    pending: list[int] = field(default_factory=list)
    entries: int = 0

    def rows(self) -> Iterator[Finding]:
        """Read on from where the walk stands, to the end."""
        while batch := list(self._batch()):
            for row in batch:
                self.entries += 1
                self.place = (row["sequence"], row["pk"])
                yield from self._step(row)

    def _batch(self) -> Any:
        number, key = self.place
        # Written so that the index leads straight to the place, however far it is.
        later = Entry.objects.filter(chain=self.chain_id, sequence__gte=number)
        found = later.exclude(sequence=number, pk__lte=key).order_by("sequence", "pk")
        return found.values("pk", "prev_hash", "hash", "mac", *chain.COLUMNS)[:BATCH]

    def _step(self, row: dict[str, Any]) -> Iterator[Finding]:
        number = self._true_number(row)
        if number is None:
            self.pending.append(row["sequence"])
            if len(self.pending) >= MOST_PENDING:
                yield from self._settle(self.expected + len(self.pending))
            return
        unbroken = not self.pending and number == self.expected
        yield from self._settle(number)
        if unbroken and not chain.same(row["prev_hash"], self.last_hash):
            yield Finding(Wrong.CHANGED, self.chain_id, number, number)
        self.expected = number + 1
        self.last_hash = row["hash"]

    def _true_number(self, row: dict[str, Any]) -> int | None:
        """The number under which an entry was written, or None: it was not written by us.

        Normally its own. Whoever inserts or removes an entry in the middle must renumber the later
        ones; they are recognized by the number they had.
        """
        if not chain.same(chain.mac(row["hash"]), row["mac"]):
            return None
        likely = self.expected + len(self.pending)
        for number in dict.fromkeys((row["sequence"], self.expected, likely, likely + 1)):
            if number < self.expected:
                continue
            columns = {**row, "sequence": number}
            if chain.same(chain.digest(row["prev_hash"], columns), row["hash"]):
                return int(number)
        return None

    def _settle(self, number: int) -> Iterator[Finding]:
        """Say what the pending entries are, now that a good one of this number was found."""
        room = number - self.expected
        changed, inserted = self.pending[:room], self.pending[room:]
        for one in changed:
            yield Finding(Wrong.CHANGED, self.chain_id, one, one)
        for one in inserted:
            yield Finding(Wrong.INSERTED, self.chain_id, one, one)
        yield from self._gaps(number, set(changed))
        self.pending = []
        self.expected = max(self.expected, number)

    def _gaps(self, end: int, there: set[int]) -> Iterator[Finding]:
        """The numbers from `expected` to before `end` that no entry has."""
        missing = end - self.expected - len(there)
        first = self.expected
        while missing > 0 and first < end:
            if first in there:
                first += 1
                continue
            last = min((one for one in there if one > first), default=end) - 1
            yield Finding(Wrong.REMOVED, self.chain_id, first, last)
            missing -= last - first + 1
            first = last + 1

    def finish(self, head: Head | None) -> Iterator[Finding]:
        """Compare where the walk ended with where the chain ends."""
        end = head.sequence if head else self.expected + len(self.pending) - 1
        yield from self._settle(max(end, self.expected - 1) + 1)
        if head is None:
            if self.entries:
                yield Finding(Wrong.END_CHANGED, self.chain_id)
            return
        right = chain.mac_of_head(self.chain_id, head.sequence, head.hash)
        reached = self.expected - 1
        good = chain.same(right, head.mac) if head.sequence else not self.entries
        if not good or reached > head.sequence:
            yield Finding(Wrong.END_CHANGED, self.chain_id)


@dataclass(frozen=True, slots=True)
class Report:
    """The result for one chain."""

    chain: int
    entries: int
    end: str
    findings: tuple[Finding, ...]


def verify(chain_id: int) -> Report:
    """Check one chain from its start to its end."""
    walk = Walk(chain_id)
    findings: list[Finding] = []
    _collect(findings, walk.rows())
    while True:
        # The end is read after the entries; what was written in between is read on.
        head = Head.objects.filter(pk=chain_id).first()
        before = walk.entries
        _collect(findings, walk.rows())
        if walk.entries == before:
            break
    last_hash = walk.last_hash
    _collect(findings, walk.finish(head))
    if head and head.sequence and not findings and not chain.same(head.hash, last_hash):
        findings.append(Finding(Wrong.END_CHANGED, chain_id))
    end = f"{chain_id}:{head.sequence}:{head.hash}" if head else ""
    return Report(chain_id, walk.entries, end, tuple(findings))


def _collect(findings: list[Finding], found: Iterable[Finding]) -> None:
    """Add findings; neighbours of the same kind become one, so that the list stays short."""
    for one in found:
        last = findings[-1] if findings else None
        if last and one.first and (last.wrong, last.last + 1) == (one.wrong, one.first):
            findings[-1] = replace(last, last=one.last)
        else:
            findings.append(one)


def chains() -> list[int]:
    """Every chain of which there is a trace: an end, an entry, or the entry of its start."""
    ends = Head.objects.values_list("pk", flat=True)
    walked = set(ends) | _chains_with_entries() | started()
    return sorted(walked | {INSTALLATION} if walked else walked)


def started() -> set[int]:
    """The chains of which the installation's chain says that they were started."""
    entries = Entry.objects.filter(chain=INSTALLATION, event=CHAIN_STARTED.name)
    return {int(detail["site"]) for detail in entries.values_list("detail", flat=True)}


def missing(chain_id: int) -> Finding | None:
    """A chain that was started and is not there at all."""
    there = Head.objects.filter(pk=chain_id).exists()
    if there or Entry.objects.filter(chain=chain_id).exists():
        return None
    known = chain_id in started()
    other = chain_id == INSTALLATION and Head.objects.exists()
    return Finding(Wrong.CHAIN_REMOVED, chain_id) if known or other else None


def check_anchor(anchor: str) -> Finding | None:
    """Whether an end that was noted down earlier, `chain:number:hash`, is still in its chain.

    Raises:
        ValueError: the anchor is malformed.

    """
    chain_id, number, expected = anchor.split(":")
    found = Entry.objects.filter(chain=int(chain_id), sequence=int(number))
    hashes = list(found.values_list("hash", flat=True))
    if hashes == [expected]:
        return None
    return Finding(Wrong.ANCHOR, int(chain_id), int(number), int(number))


def _chains_with_entries() -> set[int]:
    """Jumps from chain to chain along the index instead of reading every entry."""
    found: set[int] = set()
    at = -1
    while True:
        later = Entry.objects.filter(chain__gt=at).order_by("chain")
        following = later.values_list("chain", flat=True).first()
        if following is None:
            return found
        found.add(following)
        at = following
