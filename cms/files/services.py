"""Keeping, reading and removing private files."""

from __future__ import annotations

import datetime
import hashlib
import logging
from base64 import b64decode, b64encode
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone

from cms.addonkit.vault import SealBroken, Unopened

from . import names, sealing, storage
from .examine import examine
from .models import PrivateFile, State
from .purposes import Purpose, named

if TYPE_CHECKING:
    from wagtail.models import Site

logger = logging.getLogger(__name__)

PENDING_FOR = datetime.timedelta(hours=8)  # as long as a session lasts
_BATCH = 500


class Gone(Exception):
    """A pending file is not there any more, or belongs to another session or form."""


def store(
    upload: UploadedFile,
    *,
    site: Site | int,
    owner_user_id: int | None,
    purpose: str,
    **fields: Any,
) -> PrivateFile:
    """Check an uploaded file by the rules of its purpose and keep it.

    Arguments are those of `keep`.

    Raises:
        FileRefused: it may not be kept; the text says why.
        NoRoom: it could not be stored; nothing of it is left.
        LookupError: no app declares this purpose.

    """
    examined = examine(upload, named(purpose).rules)
    return keep(
        examined.pieces(),
        name=examined.name,
        media_type=examined.media_type,
        site=site,
        owner_user_id=owner_user_id,
        purpose=purpose,
        most_bytes=examined.size,
        **fields,
    )


def keep(
    pieces: Iterable[bytes],
    *,
    name: str,
    media_type: str,
    site: Site | int,
    owner_user_id: int | None,
    purpose: str,
    most_bytes: int | None = None,
    **fields: Any,
) -> PrivateFile:
    """Keep content that the portal has made, has fetched, or has checked already.

    Args:
        pieces: the content, in pieces of any size.
        name: as people will see it.
        media_type: what it is served as.
        site: the municipality.
        owner_user_id: whose it is; None: nobody's with an account.
        purpose: the name of a declared purpose.
        most_bytes: stop when more comes; None: the limit of the purpose.
        **fields: other columns of the row.

    Raises:
        NoRoom: it could not be stored; nothing of it is left.
        ValueError: there is more of it than allowed.
        LookupError: no app declares this purpose.

    """
    declared = named(purpose)
    site_id = int(getattr(site, "pk", site))
    key = sealing.new_key()
    file = PrivateFile(
        site_id=site_id,
        owner_id=owner_user_id,
        purpose=purpose,
        name=names.tidy(name),
        media_type=media_type,
        stored_as=storage.new_name(site_id),
        sealed_key=b64encode(key).decode("ascii"),
        **{"keep_until": _end_of(declared), **fields},
    )
    meter = _Meter(pieces, most_bytes or declared.rules.most_bytes)
    # First the content, whole and on the disk, then the row: never the other way round.
    storage.write(file.stored_as, sealing.seal(meter, key=key, context=file.context))
    file.size, file.sha256 = meter.count, meter.digest.hexdigest()
    try:
        file.save(force_insert=True)
    except BaseException:
        storage.remove(file.stored_as)
        raise
    return file


def content(
    file: PrivateFile, start: int = 0, stop: int | None = None
) -> Generator[bytes, None, None]:
    """The content of a file, or a part of it. Whoever calls has checked who asks.

    Args:
        file: the row.
        start: the first byte.
        stop: the byte after the last; None: to the end.

    Raises:
        SealBroken: the content was changed, or its key does not open.
        OSError: it is not there, or the storage cannot be reached.

    """
    if isinstance(file.sealed_key, Unopened):
        message = "The key of this file does not open."
        raise SealBroken(message)
    with storage.read(file.stored_as) as raw:
        sealed = sealing.SealedFile(
            raw, key=b64decode(file.sealed_key), context=file.context, size=file.size
        )
        yield from sealed.read(start, stop)


def adopt(
    files: Sequence[PrivateFile],
    *,
    owner_user_id: int | None = None,
    keep_until: datetime.datetime | None = None,
) -> None:
    """Keep the files of a form that was valid; call it in the transaction that stores the form.

    Args:
        files: what the form's field gave.
        owner_user_id: whose they are from now on; None leaves the owner.
        keep_until: when they are removed; None: by the rule of their purpose.

    Raises:
        Gone: one of them was adopted or removed meanwhile: the form was sent twice.

    """
    with transaction.atomic():
        for file in files:
            declared = named(file.purpose)
            changes: dict[str, Any] = {
                "state": State.KEPT,
                "binding": "",
                "keep_until": keep_until or _end_of(declared),
            }
            if owner_user_id is not None:
                changes["owner_id"] = owner_user_id
            mine = PrivateFile.objects.filter(pk=file.pk, state=State.PENDING)
            if not mine.update(**changes):
                message = f"File {file.pk} is not pending."
                raise Gone(message)
            for column, value in changes.items():
                setattr(file, column, value)


def delete(files: Iterable[PrivateFile]) -> int:
    """Remove files: the rows now, the contents when the transaction is committed.

    Returns:
        How many rows were removed.

    """
    return PrivateFile.objects.filter(pk__in=[file.pk for file in files]).delete()[0]


def erase_of_user(user_id: int, *, site_id: int | None = None) -> int:
    """Remove the files of a person, in one municipality or in all.

    Returns:
        How many were removed.

    """
    rows = PrivateFile.objects.filter(owner_id=user_id)
    if site_id is not None:
        rows = rows.filter(site_id=site_id)
    return delete(rows)


def follow_removed_rows() -> None:
    """Remove the content with its row, whatever removed that: a screen, a cascade, a purge."""
    post_delete.connect(_after_row, sender=PrivateFile, dispatch_uid="ratusz_files.content")


def _after_row(sender: Any, instance: PrivateFile, **kwargs: Any) -> None:
    transaction.on_commit(lambda: _remove_content(instance.stored_as))


def _remove_content(name: str) -> None:
    try:
        storage.remove(name)
    except OSError as error:  # the sweeper will
        logger.warning("a removed file's content is still there (%s)", type(error).__name__)


def _end_of(purpose: Purpose) -> datetime.datetime | None:
    if purpose.keep_days is None:
        return None
    return timezone.now() + datetime.timedelta(days=purpose.keep_days)


class _Meter:
    """Counts and hashes what goes by."""

    def __init__(self, pieces: Iterable[bytes], most: int) -> None:
        self._pieces = pieces
        self._most = most
        self.count = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.count += len(piece)
            if self.count > self._most:
                message = f"More than {self._most} bytes."
                raise ValueError(message)
            self.digest.update(piece)
            yield piece
