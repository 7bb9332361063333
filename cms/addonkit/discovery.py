"""Which add-ons this process runs: read while settings load, so it touches no model."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from packaging.specifiers import SpecifierSet

GROUP = "ratusz.addons"

# The version of the add-on API, not of the product: what `requires_platform` is compared with.
API_VERSION = "1.0"

# slug ▸ reason: add-ons that were asked for and are not running.
FAILED: dict[str, str] = {}


def discover(intree: Mapping[str, str]) -> list[str]:
    """The entries of `INSTALLED_APPS` for the add-ons that can run.

    Args:
        intree: slug ▸ dotted path of the manifest, for the add-ons of this repository. Installed
            packages add theirs by the entry-point group `ratusz.addons`.

    The environment variable `ADDONS_EXCLUDE` (slugs, separated by commas) leaves add-ons out;
    `ADDONS_SAFE_MODE=1` leaves all out. An add-on that cannot be imported, needs another platform
    version, or uses a name that is taken is reported in `FAILED` and never stops the site.
    """
    if os.environ.get("ADDONS_SAFE_MODE", "") not in {"", "0"}:
        return []
    excluded = set(filter(None, os.environ.get("ADDONS_EXCLUDE", "").split(",")))
    running: list[str] = []
    taken: set[tuple[str, str]] = set()
    for slug, path in announced(intree):
        if slug in excluded:
            continue
        try:
            manifest = _load(path)
            _refuse_unfit(slug, manifest)
            names = _names(manifest)
            _refuse_taken(names & taken)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - foreign code; the site must start
            known = any(("slug", slug) == name for name in taken)
            report(f"{slug} ({path})" if known else slug, _said(error))
            continue
        taken |= names
        running.append(path)
    return running


def announced(intree: Mapping[str, str]) -> list[tuple[str, str]]:
    """(slug, dotted path of the manifest) of every add-on that is there, whether it runs or not.

    Those of the repository come first: no package can take the name of one of them.
    """
    packages = [(entry.name, entry.value.replace(":", ".")) for entry in entry_points(group=GROUP)]
    return list(dict.fromkeys([*intree.items(), *sorted(packages)]))


def report(slug: str, reason: str) -> None:
    """Note that an add-on does not run, for the panel, the checks and the log."""
    FAILED[slug] = reason
    warnings.warn(f"Add-on {slug} is not running: {reason}", RuntimeWarning, stacklevel=2)


class Unfit(Exception):
    """The manifest was read, and the add-on cannot run here; the text says why."""


def _load(path: str) -> Any:
    module_name, _, class_name = path.rpartition(".")
    return getattr(import_module(module_name), class_name)


def _refuse_unfit(slug: str, manifest: Any) -> None:
    needed = manifest.requires_platform
    if not SpecifierSet(needed).contains(API_VERSION):
        message = f"it needs the add-on API {needed}, this is {API_VERSION}"
        raise Unfit(message)
    if manifest.slug != slug:
        message = f"its manifest says {manifest.slug!r}: the announced name and the slug differ"
        raise Unfit(message)


def _names(manifest: Any) -> set[tuple[str, str]]:
    label = getattr(manifest, "label", manifest.name.rpartition(".")[2])
    return {("slug", manifest.slug), ("label", label), ("package", manifest.name)}


def _refuse_taken(names: set[tuple[str, str]]) -> None:
    for kind, name in sorted(names):
        message = f"another add-on has the {kind} {name!r} already"
        raise Unfit(message)


def _said(error: BaseException) -> str:
    return str(error) if isinstance(error, Unfit) else f"{type(error).__name__}: {error}"
