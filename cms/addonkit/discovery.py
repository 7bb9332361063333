"""Which add-ons this process runs: read while settings load, so it touches no model."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from importlib.metadata import entry_points

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
    `ADDONS_SAFE_MODE=1` leaves all out. An add-on that cannot be imported, or needs another
    platform version, is reported in `FAILED` and never stops the site.
    """
    if os.environ.get("ADDONS_SAFE_MODE", "") not in {"", "0"}:
        return []
    excluded = set(filter(None, os.environ.get("ADDONS_EXCLUDE", "").split(",")))
    announced = {entry.name: entry.value.replace(":", ".") for entry in entry_points(group=GROUP)}
    running = []
    for slug, path in {**announced, **intree}.items():
        if slug in excluded:
            continue
        reason = _obstacle(path)
        if reason:
            FAILED[slug] = reason
            warnings.warn(f"Add-on {slug} is not running: {reason}", RuntimeWarning, stacklevel=2)
        else:
            running.append(path)
    return running


def _obstacle(path: str) -> str:
    """Why the manifest at a path cannot run here; empty when it can."""
    module_name, _, class_name = path.rpartition(".")
    try:
        module = __import__(module_name, fromlist=[class_name])
        manifest = getattr(module, class_name)
        needed = manifest.requires_platform
        if not SpecifierSet(needed).contains(API_VERSION):
            return f"it needs the add-on API {needed}, this is {API_VERSION}"
    except Exception as error:  # noqa: BLE001 - foreign code may raise anything, the site must start
        return f"{type(error).__name__}: {error}"
    return ""
