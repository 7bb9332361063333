"""The last good answer about a person: kept encrypted, found by a keyed hash, for bad days."""

from __future__ import annotations

import datetime
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cms.addonkit.people import Pesel, Subject
from cms.addonkit.vault import SealBroken, decrypt, encrypt, keyed_hash

from .errors import WrongData
from .models import Snapshot

T = TypeVar("T")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)  # no slots: with them Python 3.11 cannot call Codec[…](…)
class Codec(Generic[T]):
    """How the data of a source becomes JSON and comes back.

    Args:
        dump: makes an object of JSON types only; amounts, days and moments as text.
        load: makes the data of what `dump` gave. It may raise KeyError, TypeError, ValueError or
            WrongData when it is given anything else.
        schema: the number of this form; raise it with every change, older snapshots are then
            treated as not there.

    """

    dump: Callable[[T], Mapping[str, Any]]
    load: Callable[[Mapping[str, Any]], T]
    schema: int = 1


@dataclass(frozen=True)  # no slots: with them Python 3.11 cannot call Kept[…](…)
class Kept(Generic[T]):
    """A remembered answer and when it was asked for."""

    data: T
    fetched_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Key:
    """Which answer: of which source and part of it, about whom, in which municipality."""

    site_id: int
    connector: str
    part: str
    subject_hash: str = ""
    user_id: int | None = None

    @classmethod
    def of(cls, connector: str, subject: Subject, part: str = "") -> Key:
        """The key for a subject's own data.

        Raises:
            ValueError: the subject's identity is not confirmed or it has no site. The door keeps
                such requests out, so this is a programming error.

        """
        pesel = subject.data_of
        if pesel is None or subject.site_id is None:
            message = "Only the data of a confirmed person of a municipality can be read."
            raise ValueError(message)
        return cls(
            site_id=subject.site_id,
            connector=connector,
            part=part,
            subject_hash=hash_of(pesel, subject.site_id),
            user_id=subject.user_id,
        )

    @property
    def place(self) -> dict[str, Any]:
        """The columns by which the row is found."""
        return {
            "site_id": self.site_id,
            "connector": self.connector,
            "part": self.part,
            "subject_hash": self.subject_hash,
        }

    @property
    def context(self) -> str:
        """What the ciphertext is bound to."""
        source = f"{self.connector}/{self.part}" if self.part else self.connector
        return f"snapshot:{source}:{self.subject_hash}:{self.site_id}"


def hash_of(pesel: Pesel, site_id: int) -> str:
    """The keyed hash by which a person's snapshots of one municipality are found."""
    return keyed_hash(pesel.reveal(), purpose=f"snapshot.{site_id}")


def remember(key: Key, data: T, fetched_at: datetime.datetime, codec: Codec[T]) -> None:
    """Keep an answer, unless a newer one is kept already. At most two queries.

    Of two simultaneous first answers one is kept; both callers go on.
    """
    payload = json.dumps(codec.dump(data), ensure_ascii=False, allow_nan=False)
    values = {
        "user_id": key.user_id,
        "schema": codec.schema,
        "payload": encrypt(payload.encode(), context=key.context),
        "fetched_at": fetched_at,
    }
    newer_than = Snapshot.objects.filter(**key.place, fetched_at__lte=fetched_at)
    if not newer_than.update(**values):
        # Nothing there, or something newer: then the constraint keeps ours out.
        Snapshot.objects.bulk_create([Snapshot(**key.place, **values)], ignore_conflicts=True)


def recall(key: Key, codec: Codec[T]) -> Kept[T] | None:
    """The kept answer, or None. One query.

    A snapshot of another schema, or one that does not open, counts as none: better no figures than
    wrong ones. It is logged without personal data.
    """
    row = Snapshot.objects.filter(**key.place).first()
    if row is None or row.schema != codec.schema:
        return None
    try:
        payload = json.loads(decrypt(row.payload, context=key.context))
        return Kept(codec.load(payload), row.fetched_at)
    except SealBroken:
        logger.error("snapshot %s of %s does not open", row.pk, key.connector)
    except (KeyError, TypeError, ValueError, WrongData) as error:
        logger.error(
            "snapshot %s of %s cannot be read (%s)", row.pk, key.connector, type(error).__name__
        )
    return None


def erase_of_user(user_id: int, *, site_id: int | None = None) -> int:
    """Delete the answers a user asked for, in one municipality or in all.

    Returns:
        How many were deleted.

    """
    rows = Snapshot.objects.filter(user_id=user_id)
    if site_id is not None:
        rows = rows.filter(site_id=site_id)
    return rows.delete()[0]


def erase_of_person(pesel: Pesel, *, site_id: int) -> int:
    """Delete what a municipality's portal keeps about a person, whoever asked for it.

    Returns:
        How many were deleted.

    """
    return Snapshot.objects.filter(site_id=site_id, subject_hash=hash_of(pesel, site_id)).delete()[
        0
    ]
