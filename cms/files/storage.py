"""Where private files lie: a folder that no web server serves, or another storage of Django.

The alias is `private` in `STORAGES`. What is written is complete and on the disk, or not there at
all: Django's own storage leaves a cut file behind when the disk is full.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

ALIAS = "private"
_PART = ".part"
_IN_MEMORY = 4 * 1024 * 1024


class NoRoom(Exception):
    """The storage did not take the file: it is full, or cannot be reached."""


class PrivateFileSystemStorage(FileSystemStorage):
    """A folder of sealed files. They have no address, and only the portal's user may read them."""

    def __init__(self, location: str | os.PathLike[str] = "", **options: Any) -> None:
        if not location:  # Django's default would be the public folder
            message = "Give the storage of private files a location."
            raise ImproperlyConfigured(message)
        options.setdefault("file_permissions_mode", 0o600)
        options.setdefault("directory_permissions_mode", 0o700)
        super().__init__(location=location, **options)

    def url(self, name: str | None) -> str:
        """None of them has one."""
        message = "Private files are served by cms.files.views only."
        raise ValueError(message)

    def _save(self, name: str, content: File[bytes]) -> str:
        target = Path(self.path(name))
        self._make_folder(target.parent)
        part = target.with_name(target.name + _PART)
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                for piece in content.chunks():
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
            _sync_folder(target.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return name

    def _make_folder(self, folder: Path) -> None:
        # exist_ok: two uploads may make it at once. Not with `mode=`: parents would not get it.
        for missing in [*reversed(folder.parents), folder]:
            if missing.is_relative_to(self.base_location) and not missing.exists():
                missing.mkdir(mode=0o700, exist_ok=True, parents=True)


class _Stream(ContentFile):
    """Pieces as the file object that storages take."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__(b"")
        self._pieces = pieces

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield from self._pieces


def private_storage() -> Storage:
    """The storage of private files."""
    return storages[ALIAS]


def new_name(site_id: int) -> str:
    """A random name for a file of a municipality; nothing of its content or owner is in it."""
    token = secrets.token_hex(20)
    return f"{site_id}/{token[:2]}/{token}"


def write(name: str, pieces: Iterable[bytes]) -> None:
    """Store a file whole.

    Raises:
        NoRoom: it could not be stored; nothing of it is left.

    """
    storage = private_storage()
    try:
        stored = storage.save(name, _content_for(storage, pieces))
    except OSError as error:
        _forget(storage, name)
        message = f"The storage of private files took no file ({type(error).__name__})."
        raise NoRoom(message) from error
    if stored != name:  # a storage that renames: the name is authenticated, so it must not
        _forget(storage, stored)
        message = "The storage of private files renamed a file."
        raise NoRoom(message)


def read(name: str) -> BinaryIO:
    """A stored file, open for reading.

    Raises:
        OSError: it is not there, or the storage cannot be reached.

    """
    return private_storage().open(name, "rb")  # type: ignore[return-value]


def remove(name: str) -> None:
    """Delete a file; one that is not there is fine."""
    private_storage().delete(name)


def names(folder: str = "") -> Iterator[str]:
    """Every stored name, half-written ones included."""
    try:
        folders, files = private_storage().listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in files)
    for name in folders:
        yield from names(f"{prefix}{name}")


def _content_for(storage: Storage, pieces: Iterable[bytes]) -> File[bytes]:
    if isinstance(storage, PrivateFileSystemStorage):
        return _Stream(pieces)
    # Others (S3) want a file that can be read again; what waits here is sealed already.
    waiting = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with it
    for piece in pieces:
        waiting.write(piece)
    waiting.seek(0)
    return File(waiting)


def _forget(storage: Storage, name: str) -> None:
    with contextlib.suppress(OSError):
        storage.delete(name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
