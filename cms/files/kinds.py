"""Kinds of files that may be uploaded: what their names end in, and what their bytes begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A format.

    Args:
        name: what rules call it.
        label: for people.
        media_type: what it is served as.
        endings: allowed endings of the name, lower case, with the dot; the first is the usual one.
        begins: whether these first bytes may be of this kind.

    """

    name: str
    label: Any
    media_type: str
    endings: tuple[str, ...]
    begins: Callable[[bytes], bool]


HEAD = 4096  # bytes that `begins` is shown


def _starts(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magic)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"heim", b"heis", b"mif1"}


def _is_text(head: bytes) -> bool:
    markup = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<", b"%pdf", b"#!", b"mz"))
    return not markup and not any(byte < 9 or 13 < byte < 32 for byte in head)  # noqa: PLR2004


def _is_xml(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<?xml", b"<"))


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_ZIP = _starts(b"PK\x03\x04")

KINDS = {
    kind.name: kind
    for kind in (
        Kind("jpeg", "JPEG", "image/jpeg", (".jpg", ".jpeg"), _starts(b"\xff\xd8\xff")),
        Kind("png", "PNG", "image/png", (".png",), _starts(b"\x89PNG\r\n\x1a\n")),
        Kind("webp", "WebP", "image/webp", (".webp",), _is_webp),
        Kind("heic", "HEIC", "image/heic", (".heic", ".heif"), _is_heic),
        Kind("pdf", "PDF", "application/pdf", (".pdf",), _starts(b"%PDF-")),
        Kind("docx", "DOCX", f"{_OFFICE}.wordprocessingml.document", (".docx",), _ZIP),
        Kind("xlsx", "XLSX", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), _ZIP),
        Kind("odt", "ODT", f"{_OPEN}.text", (".odt",), _ZIP),
        Kind("ods", "ODS", f"{_OPEN}.spreadsheet", (".ods",), _ZIP),
        Kind("zip", "ZIP", "application/zip", (".zip",), _ZIP),
        Kind("xml", "XML", "application/xml", (".xml",), _is_xml),
        Kind("csv", "CSV", "text/csv; charset=utf-8", (".csv",), _is_text),
        Kind("txt", _("plain text"), "text/plain; charset=utf-8", (".txt",), _is_text),
    )
}

PICTURES = ("jpeg", "png", "webp", "heic")
DOCUMENTS = ("pdf", "docx", "odt")


def by_ending(ending: str, allowed: Iterable[str]) -> Kind | None:
    """The allowed kind whose names end so, or None."""
    for name in allowed:
        if ending.lower() in KINDS[name].endings:
            return KINDS[name]
    return None


def words(allowed: Iterable[str]) -> str:
    """The allowed kinds for people: "JPEG, PNG, PDF"."""
    return ", ".join(str(KINDS[name].label) for name in allowed)


def endings(allowed: Iterable[str]) -> str:
    """The value of an input's `accept` attribute."""
    return ",".join(ending for name in allowed for ending in KINDS[name].endings)
