"""Why a file is not taken, as sentences for the person who sent it."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext

EMPTY = gettext_lazy("“%(name)s” is empty. Choose another file.")
TOO_LARGE = gettext_lazy(
    "“%(name)s” is too large. A file may have at most %(limit)s. "
    "Make it smaller and attach it again."
)
WRONG_KIND = gettext_lazy("“%(name)s” cannot be attached. You can attach: %(kinds)s.")
NOT_WHAT_IT_SAYS = gettext_lazy(
    "The content of “%(name)s” does not match its name. Save it again as %(kind)s and attach it."
)
DAMAGED = gettext_lazy("“%(name)s” is damaged or incomplete. Save it again and attach it.")
TOO_MANY_PIXELS = gettext_lazy(
    "The picture “%(name)s” is too large. It may have at most %(limit)s million pixels. "
    "Make it smaller and attach it again."
)
ANIMATED = gettext_lazy("“%(name)s” is an animation. Attach a still picture.")
LOCKED = gettext_lazy("“%(name)s” is protected by a password. Save it without one and attach it.")
ACTIVE = gettext_lazy(
    "“%(name)s” holds scripts or programs, and we do not take those. "
    "Print it to a new PDF, or save it without macros, and attach that."
)
TOO_MANY_PAGES = gettext_lazy(
    "“%(name)s” has too many pages. It may have at most %(limit)s. Divide it into several files."
)
BAD_ARCHIVE = gettext_lazy(
    "We cannot take the archive “%(name)s”. Attach the files one by one, without packing them."
)
INFECTED = gettext_lazy(
    "“%(name)s” may hold malicious software, so we did not take it. Check your device."
)
NOT_CHECKED = gettext_lazy(
    "We cannot check “%(name)s” for malicious software right now, so we did not take it. "
    "Try again in a few minutes."
)
NO_ROOM = gettext_lazy(
    "We could not store “%(name)s”: there is no room right now. What you have typed is kept. "
    "Try again later, or send the form without the file."
)
GONE = gettext_lazy("A file that you attached earlier is no longer here. Attach it again.")


class FileRefused(Exception):
    """A file is not taken. Its text is a sentence for the person who sent it.

    Args:
        reason: one of the sentences of this module.
        values: what it names.

    """

    def __init__(self, reason: Any, **values: str) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values

    def __str__(self) -> str:
        return str(self.reason) % self.values


def size_words(size: int) -> str:
    """A size for people: `10 MB`, `512 KB`. The units are the same in all our languages."""
    for unit, factor in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if size >= factor:
            number = round(size / factor, 1)
            whole = number == int(number)
            return f"{number_format(int(number) if whole else number)}\N{NO-BREAK SPACE}{unit}"
    return f"{size}\N{NO-BREAK SPACE}B"


def too_many(most: int) -> str:
    """The sentence for more files than a field takes."""
    text = ngettext(
        "You can attach %(count)s file. Remove the others.",
        "You can attach at most %(count)s files. Remove some.",
        most,
    )
    return text % {"count": most}


def hint(kinds: str, size: int, most: int) -> str:
    """What may be attached, said before anybody tries."""
    text = ngettext(
        "%(count)s file of at most %(size)s: %(kinds)s.",
        "Up to %(count)s files of at most %(size)s each: %(kinds)s.",
        most,
    )
    return text % {"count": most, "size": size_words(size), "kinds": kinds}
