"""The icons that the sprite holds."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

SPRITE = "ui/icons.svg"
_FILE = Path(__file__).parent / "static" / SPRITE


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of all icons, in the order of the sprite; `s-…` are the shapes of statuses."""
    return tuple(re.findall(r'<symbol id="([\w-]+)"', _FILE.read_text(encoding="utf-8")))


def choices() -> list[tuple[str, str]]:
    """The icons an editor may pick from: value and label."""
    return [(name, name) for name in sorted(names()) if not name.startswith("s-")]
