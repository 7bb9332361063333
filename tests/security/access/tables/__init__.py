"""The tables of the matrix, one module an app.

A module has `ROWS`; where its addresses name objects, `build(place)` that makes them at a
municipality (`place.objects["name"] = …`, with `place.word` in what they show) and `ARGUMENTS`,
(address or namespace, argument) ▸ the object's name. A new module is found by itself.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def modules() -> list[ModuleType]:
    """Every table, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}") for name in names]


def rows() -> list:
    """Every row."""
    return [row for module in modules() for row in getattr(module, "ROWS", [])]
