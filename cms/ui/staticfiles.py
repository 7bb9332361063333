"""One stylesheet from many files, folded together while `collectstatic` runs.

`ui/ui.css` imports a file a subject. Browsers understand that as it is, so development needs
nothing; where static files are collected, the imports are replaced by what they import, and a page
asks for one stylesheet instead of twenty.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEETS = ("ui/ui.css",)

_IMPORT = re.compile(r'@import url\("(?P<path>[^":]+)"\);\n')
_URL = re.compile(r'url\("(?P<path>(?!data:|/|#)[^":]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\n\s*")

Read = Callable[[str], str]


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's hashed and compressed storage, with the imports of `STYLESHEETS` folded in."""

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Fold the stylesheets of the collected files, then hash and compress them all."""

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                text: str = file.read().decode("utf-8")
            return text

        for name in STYLESHEETS:
            if name in paths:
                _storage, path = paths[name]
                paths[name] = (_Folded(fold(name, read)), path)
        yield from super().post_process(paths, *args, **kwargs)


def fold(name: str, read: Read) -> str:
    """A stylesheet with its `@import url("…");` lines replaced by the files they name.

    Args:
        name: the stylesheet's path below the static root.
        read: gives the text of a file by that path.

    Raises:
        KeyError: an imported file is not there (whatever `read` raises).

    """
    home = posixpath.dirname(name)

    def replace(match: re.Match[str]) -> str:
        imported = posixpath.normpath(posixpath.join(home, match["path"]))
        return _moved(fold(imported, read), posixpath.dirname(imported), home)

    text = _IMPORT.sub(replace, read(name))
    return _BLANK.sub("\n", _COMMENT.sub("", text)).strip() + "\n"


def _moved(text: str, from_folder: str, to_folder: str) -> str:
    """The text with its relative addresses changed to fit another folder."""

    def replace(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(from_folder, match["path"]))
        return f'url("{posixpath.relpath(target, to_folder)}")'

    return _URL.sub(replace, text)


class _Folded:
    """Stands in for the storage that a collected file comes from."""

    def __init__(self, text: str) -> None:
        self.text = text

    def open(self, _path: str) -> ContentFile[bytes]:
        return ContentFile(self.text.encode("utf-8"))
