"""Receipt numbers: `R-7F3K-2QXM`, to be read out on the telephone and typed back."""

from __future__ import annotations

import re
import secrets

# Crockford's base 32: no I, L, O, U. 40 bits: not to be guessed, hardly ever drawn twice.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")
_NUMBER = re.compile(rf"R?([{_ALPHABET}]{{4}})([{_ALPHABET}]{{4}})")


def new_number() -> str:
    """A number at random."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"R-{drawn[:4]}-{drawn[4:]}"


def as_written(text: str) -> str:
    """What somebody typed, the way numbers are stored; the text itself when it is no number."""
    plain = re.sub(r"[\s-]", "", text.upper()).translate(_LOOKALIKES)
    match = _NUMBER.fullmatch(plain)
    return f"R-{match[1]}-{match[2]}" if match else text.strip()
