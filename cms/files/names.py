"""Names of files: what people see, never where something lies."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

LONGEST = 100  # characters, the ending included
_FALLBACK = "file"
_FORBIDDEN = re.compile(r'[<>:"|?*;%]')
# Windows opens a device instead of these.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def tidy(name: str) -> str:
    """A name that is safe to show, to keep and to save on any system.

    Paths, control characters, marks that turn the writing direction (`photo<RLO>gpj.exe`) and what
    no file system takes are gone; devices of Windows are renamed; it is at most `LONGEST` long and
    never empty.
    """
    last = re.split(r"[/\\]", name)[-1]
    text = unicodedata.normalize("NFC", last)
    # Letters, marks, numbers, punctuation, symbols and the space; "C…" are the invisible ones.
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
    text = _FORBIDDEN.sub("_", re.sub(r"\s+", " ", text)).strip(" .")
    stem, ending = split(text)
    if _DEVICES.fullmatch(stem.split(".")[0]):
        stem = f"_{stem}"
    return f"{stem[: LONGEST - len(ending)].rstrip(' .') or _FALLBACK}{ending}"


def split(name: str) -> tuple[str, str]:
    """A name's stem and its ending with the dot; a long or odd last part is no ending."""
    suffix = PurePosixPath(name).suffix
    if not re.fullmatch(r"\.[0-9A-Za-z]{1,10}", suffix):
        return name, ""
    return name[: -len(suffix)], suffix


def with_ending(name: str, ending: str) -> str:
    """The name with another ending, for content that was written anew in another format."""
    stem, _old = split(name)
    return tidy(f"{stem}{ending}")


def attachment(name: str) -> str:
    """The value of Content-Disposition that saves under this name.

    Both forms stand there: old programs read the ASCII one. Source: RFC 6266, 4.3; RFC 8187.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r'[^ -~]|["\\%]', "_", plain).strip() or _FALLBACK
    if plain == name:
        return f'attachment; filename="{plain}"'
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
