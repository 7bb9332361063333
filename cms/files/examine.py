"""What is looked at before a file is taken: size, name, first bytes, then the content itself.

The cheap things come first: nothing is read of a file that is too large, nothing is decoded of one
whose name and first bytes disagree. All must agree; what a browser says about the type is ignored.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile

from cms.connectors.errors import Garbage
from cms.connectors.xml import parse

from . import archives, kinds, names, pdfs, pictures, problems, scanning
from .kinds import PICTURES, Kind
from .problems import FileRefused
from .purposes import Rules

_PIECE = 64 * 1024
_ARCHIVES = ("docx", "xlsx", "odt", "ods", "zip")


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept.

    Attributes:
        name: as people will see it.
        media_type: what it is served as.
        content: what is to be kept; of a picture, the copy written anew.

    """

    name: str
    media_type: str
    content: BinaryIO

    @property
    def size(self) -> int:
        """Bytes of the content; a picture written anew may have more than what was sent."""
        return self.content.seek(0, io.SEEK_END)

    def pieces(self) -> Iterator[bytes]:
        """The content from its beginning."""
        return _pieces(self.content)


def examine(upload: UploadedFile, rules: Rules) -> Examined:
    """Look at an uploaded file.

    Args:
        upload: as Django's form gives it.
        rules: what may come.

    Raises:
        FileRefused: it may not; its text says why to the person who sent it.

    """
    name = names.tidy(upload.name or "")
    if getattr(upload, "failure", False):  # set by receiving.PrivateUploadHandler
        raise FileRefused(problems.NO_ROOM, name=name)
    if not upload.size:
        raise FileRefused(problems.EMPTY, name=name)
    if upload.size > rules.most_bytes:
        limit = problems.size_words(rules.most_bytes)
        raise FileRefused(problems.TOO_LARGE, name=name, limit=limit)
    content = cast(BinaryIO, upload.file)
    kind = _kind_of(content, name, rules)
    _search(content, name)
    kind, content = _looked_through(content, kind, name)
    return Examined(names.with_ending(name, _ending(name, kind)), kind.media_type, content)


def _kind_of(content: BinaryIO, name: str, rules: Rules) -> Kind:
    """The kind on which name and first bytes agree."""
    kind = kinds.by_ending(names.split(name)[1], rules.kinds)
    if kind is None:
        raise FileRefused(problems.WRONG_KIND, name=name, kinds=kinds.words(rules.kinds))
    content.seek(0)
    if not kind.begins(content.read(kinds.HEAD)):
        raise FileRefused(problems.NOT_WHAT_IT_SAYS, name=name, kind=str(kind.label))
    return kind


def _search(content: BinaryIO, name: str) -> None:
    """Search for malicious software in what was sent, before any decoder sees it."""
    verdict = scanning.scan(_pieces(content))
    if verdict is scanning.Verdict.INFECTED:
        raise FileRefused(problems.INFECTED, name=name)
    if verdict is not scanning.Verdict.CLEAN:
        raise FileRefused(problems.NOT_CHECKED, name=name)


def _looked_through(content: BinaryIO, kind: Kind, name: str) -> tuple[Kind, BinaryIO]:
    if kind.name in PICTURES:
        kind, written = pictures.rewrite(content, kind, name)
        return kind, io.BytesIO(written)
    if kind.name in _ARCHIVES:
        archives.inspect(content, kind, name)
        return kind, content
    content.seek(0)
    whole = content.read()
    if kind.name == "pdf":
        pdfs.inspect(whole, name)
    elif kind.name == "xml":
        _check_xml(whole, name)
    else:
        return kind, io.BytesIO(_as_utf8(whole, kind, name))
    return kind, content


def _check_xml(content: bytes, name: str) -> None:
    try:
        parse(content)
    except Garbage:
        raise FileRefused(problems.DAMAGED, name=name) from None


def _as_utf8(content: bytes, kind: Kind, name: str) -> bytes:
    """Text in UTF-8; what older Windows programs save is read as their Central European table."""
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(sign < " " and sign not in "\t\r\n\f" for sign in text):
            return text.encode()
    raise FileRefused(problems.NOT_WHAT_IT_SAYS, name=name, kind=str(kind.label))


def _ending(name: str, kind: Kind) -> str:
    ending = names.split(name)[1].lower()
    return ending if ending in kind.endings else kind.endings[0]


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    content.seek(0)
    while piece := content.read(_PIECE):
        yield piece
