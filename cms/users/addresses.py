"""E-mail addresses as sign-in names: one spelling for each mailbox."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def normalize(address: str) -> str:
    """The spelling under which an address is stored and looked up.

    Space around it goes, Unicode look-alikes become the letters they stand for (NFKC: full-width
    letters, the Kelvin sign), and letters become small. `lower`, never `upper` or `casefold`: those
    two merge letters that mail servers keep apart, and a password reset would go to a stranger
    (CVE-2019-19844).
    """
    return unicodedata.normalize("NFKC", address.strip()).strip().lower()


def validate_local_part(address: str) -> None:
    """Refuse letters outside ASCII before the `@`.

    Django's own check lets the dotless i (U+0131) through, because its pattern ignores case.

    Raises:
        ValidationError: the part before the `@` has such a letter.

    """
    if not address.rpartition("@")[0].isascii():
        message = _("Use only letters without accents before the @ sign.")
        raise ValidationError(message, code="invalid")
