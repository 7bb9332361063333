"""Looking at an add-on's manifest, catalogues and README."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from cms.addonkit.declaration_checks import problems_of
from cms.addonkit.discovery import API_VERSION

from .inspected import Inspected

LONGEST_SLUG = 50
REMOVAL = re.compile(r"^## Remov", re.MULTILINE)


def is_valid(inspected: Inspected) -> Iterator[str]:
    """What its head says."""
    addon = inspected.addon
    if not re.fullmatch(r"[a-z][a-z0-9_]*", addon.slug) or "__" in addon.slug:
        yield f"the slug {addon.slug!r} is not of small letters, digits and single _"
    if len(addon.slug) > LONGEST_SLUG:
        yield f"the slug is longer than {LONGEST_SLUG} characters"
    yield from (f"it has no {name}" for name in ("title", "summary") if not getattr(addon, name))
    try:
        Version(addon.version)
        needed = SpecifierSet(addon.requires_platform)
    except (InvalidVersion, InvalidSpecifier) as error:
        yield str(error)
        return
    if not needed.contains(API_VERSION):
        yield f"it does not run on the add-on API {API_VERSION}"
    if needed.contains("999"):
        yield "requires_platform has no upper end: it promises to run on any later API"


def is_light(inspected: Inspected) -> Iterator[str]:
    """It is read while settings load."""
    tree = ast.parse(inspected.apps_module().read_text(encoding="utf-8"))
    for node in tree.body:
        for module in _imported(node):
            if module in {"django.conf", "django.conf.settings"} or "models" in module.split("."):
                yield f"apps.py imports {module}"


def declarations_load(inspected: Inspected) -> Iterator[str]:
    """Also checked by `manage.py check`."""
    yield from problems_of(inspected.addon)


def data_flows(inspected: Inspected) -> Iterator[str]:
    """Whoever has connectors or machine endpoints sends or takes something."""
    addon = inspected.addon
    if (addon.connectors or addon.site_urls) and not str(addon.data_flows):
        yield "data_flows does not say what leaves the portal, and where to"


def polish(inspected: Inspected) -> Iterator[str]:
    """Every text."""
    yield from _catalogue(inspected.package, "pl")


def ukrainian(inspected: Inspected) -> Iterator[str]:
    """Every text."""
    yield from _catalogue(inspected.package, "uk")


def removal(inspected: Inspected) -> Iterator[str]:
    """Whoever removes it must know what stays behind."""
    if not REMOVAL.search(inspected.readme):
        yield "README.md has no chapter “## Removing it”"
        return
    chapter = REMOVAL.split(inspected.readme)[1].split("\n## ")[0]
    for model in inspected.addon.get_models():
        if model._meta.db_table not in chapter:
            yield f"the chapter on removing does not name the table {model._meta.db_table}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module or ''}.{alias.name}".strip(".") for alias in node.names] + [
            node.module or ""
        ]
    return []


def _catalogue(package: Path, language: str) -> Iterator[str]:
    path = package / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        yield f"there is no {path.relative_to(package)}"
        return
    for entry in polib.pofile(str(path)):
        if not entry.obsolete and (entry.fuzzy or not entry.translated()):
            yield f"{language}: {entry.msgid[:60]!r} is not translated"
