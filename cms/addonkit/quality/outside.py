"""Looking at how an add-on talks to the world, and at its styles."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from .inspected import Inspected

# Libraries that open connections by themselves.
UNGUARDED = frozenset(("requests", "zeep", "socket", "smtplib", "httpx", "aiohttp", "urllib3"))
UNGUARDED_PARTS = frozenset((("urllib", "request"), ("http", "client")))
LAYER = re.compile(r"@layer\s+addons\b")
TAG = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)
INLINE = re.compile(r"<style\b|\sstyle=|<script>|\son\w+=", re.IGNORECASE)


def calls_are_guarded(inspected: Inspected) -> Iterator[str]:
    """By the allow-list, the deadline and the log of `cms.connectors`."""
    for path in inspected.sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for module in _modules(node):
                first, *rest = module.split(".")
                if first in UNGUARDED or (first, *rest[:1]) in UNGUARDED_PARTS:
                    yield f"{path.relative_to(inspected.package)} imports {module}"
                    break


def deadlines(inspected: Inspected) -> Iterator[str]:
    """A connector alone never takes more than the page has."""
    most = float(getattr(settings, "RATUSZ_PAGE_DEADLINE", 2.0))
    for connector in inspected.addon.connector_classes():
        seconds = getattr(connector, "seconds", 0)
        if not 0 < seconds <= most:
            yield f"{connector.__name__} waits {seconds} s; the page has {most}"


def simulators(inspected: Inspected) -> Iterator[str]:
    """Named by the connector, and there."""
    for connector in inspected.addon.connector_classes():
        path = getattr(connector, "simulator", "")
        package = f"{inspected.addon.name}.{path.rpartition('.')[0] or path}"
        if not path or find_spec(package) is None:
            yield f"{connector.__name__} has no simulator"


def health(inspected: Inspected) -> Iterator[str]:
    """Each connector by its own `check`; an add-on without connectors needs none."""
    for connector in inspected.addon.connector_classes():
        if "check" not in {name for each in _own(connector) for name in vars(each)}:
            yield f"{connector.__name__} has no check of its own"


def styles(inspected: Inspected) -> Iterator[str]:
    """The policy of pages forbids inline styles and scripts; layers keep add-ons apart."""
    for path in sorted(inspected.package.rglob("static/**/*.css")):
        if not LAYER.search(path.read_text(encoding="utf-8")):
            yield f"{path.name} is not in the layer addons"
    for path in sorted(inspected.package.rglob("templates/**/*.html")):
        if INLINE.search(TAG.sub("", path.read_text(encoding="utf-8"))):
            yield f"{path.name} has inline style or script"


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _own(connector: Any) -> list[Any]:
    """The classes of a connector, without the platform's."""
    return [each for each in connector.__mro__ if not each.__module__.startswith("cms.connectors")]
