"""Wagtail imports every app's `wagtail_hooks` by itself; one that fails would stop the site.

So those of add-ons are imported here first. The place of one that fails is taken by an empty
module, which Wagtail then finds.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from types import ModuleType

from django.utils.module_loading import module_has_submodule

from .discovery import report
from .registry import addons

logger = logging.getLogger(__name__)
_NAME = "wagtail_hooks"


def import_hooks() -> None:
    """Import the hooks of all running add-ons; report the one that fails."""
    for slug, addon in addons().items():
        if not module_has_submodule(addon.module, _NAME):
            continue
        path = f"{addon.name}.{_NAME}"
        try:
            import_module(path)
        except (Exception, SystemExit) as error:
            logger.exception("The hooks of the add-on %s cannot be loaded", slug)
            report(slug, f"{type(error).__name__}: {error}")
            sys.modules[path] = ModuleType(path)
