"""ZIP archives, and office documents, which are archives too: looked through before they are kept.

Nothing is unpacked to a disk. What an archive says about itself is not believed: every entry is
inflated once, counting.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from . import problems
from .kinds import KINDS, Kind
from .problems import FileRefused

MOST_ENTRIES = 2_000
MOST_BYTES = 100 * 1024 * 1024  # unpacked, all entries and nested archives together
MOST_RATIO = 200  # unpacked to packed; a text document stays below 50
_SMALL = 1024 * 1024  # below this the ratio says nothing
_STEP = 256 * 1024
_ARCHIVE = b"PK\x03\x04"

# The entry that makes an archive this document, and how it begins.
_MARKS = {
    "docx": ("word/document.xml", b""),
    "xlsx": ("xl/workbook.xml", b""),
    "odt": ("mimetype", b"application/vnd.oasis.opendocument.text"),
    "ods": ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
}
# Where macros lie in office documents; entries are compared with a slash in front.
_MACROS = ("/vbaproject.bin", "/vbadata.xml", "/activex", "/basic/", "/scripts/")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,  # NotImplementedError too: a way of packing that nobody uses
)


def inspect(file: BinaryIO, kind: Kind, name: str) -> None:
    """Look through an archive.

    Raises:
        FileRefused: it is damaged, locked, too large inside, holds paths that lead out of it,
            other archives, macros, or files that could not be attached by themselves.

    """
    budget = _Budget()
    try:
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive, name)
            _check_mark(archive, kind, name)
            for entry, head in _inflated(archive, budget, name):
                _check_entry(entry, head, kind, name)
                if head.startswith(_ARCHIVE):
                    _inspect_embedded(archive, entry, budget, name)
    except _BROKEN:
        raise FileRefused(problems.DAMAGED, name=name) from None


class _Budget:
    """What may still be inflated."""

    def __init__(self) -> None:
        self.left = MOST_BYTES

    def spend(self, count: int) -> bool:
        self.left -= count
        return self.left >= 0


def _check_entries(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    size = archive.fp.seek(0, 2) if archive.fp else 0
    # Entries that share bytes pack more than the file has.
    if len(entries) > MOST_ENTRIES or packed > size:
        raise FileRefused(problems.BAD_ARCHIVE, name=name)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise FileRefused(problems.LOCKED, name=name)
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        link = stat.S_ISLNK(entry.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename or link:
            raise FileRefused(problems.BAD_ARCHIVE, name=name)


def _check_mark(archive: zipfile.ZipFile, kind: Kind, name: str) -> None:
    if kind.name == "zip":
        return
    entry, begins = _MARKS[kind.name]
    if entry not in archive.namelist():
        raise FileRefused(problems.NOT_WHAT_IT_SAYS, name=name, kind=str(kind.label))
    with archive.open(entry) as inside:
        if begins and inside.read(200).strip() != begins:
            raise FileRefused(problems.NOT_WHAT_IT_SAYS, name=name, kind=str(kind.label))


def _inflated(
    archive: zipfile.ZipFile, budget: _Budget, name: str
) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Each file of an archive with its first bytes, after all of it was inflated once."""
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        count = 0
        head = b""
        with archive.open(entry) as inside:
            while piece := inside.read(_STEP):
                head = head or piece[:16]
                count += len(piece)
                bomb = count > _SMALL and count > MOST_RATIO * max(1, entry.compress_size)
                if bomb or not budget.spend(len(piece)):
                    raise FileRefused(problems.BAD_ARCHIVE, name=name)
        yield entry, head


def _check_entry(entry: zipfile.ZipInfo, head: bytes, kind: Kind, name: str) -> None:
    inner = f"/{entry.filename.lower()}"
    if kind.name == "zip":
        endings = {ending for known in KINDS.values() for ending in known.endings} - {".zip"}
        if PurePosixPath(inner).suffix not in endings:
            raise FileRefused(problems.BAD_ARCHIVE, name=name)
    if any(macro in inner for macro in _MACROS):
        raise FileRefused(problems.ACTIVE, name=name)


def _inspect_embedded(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget, name: str
) -> None:
    """A document in a document (a chart's sheet) or in an archive; what is in that is too deep."""
    with archive.open(entry) as inside, zipfile.ZipFile(inside) as embedded:
        _check_entries(embedded, name)
        for nested, head in _inflated(embedded, budget, name):
            if head.startswith(_ARCHIVE):
                raise FileRefused(problems.BAD_ARCHIVE, name=name)
            if any(macro in f"/{nested.filename.lower()}" for macro in _MACROS):
                raise FileRefused(problems.ACTIVE, name=name)
