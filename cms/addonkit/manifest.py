"""The manifest of an add-on: one class that says what it brings, as data and dotted paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import import_string


class AddonConfig(AppConfig):
    """The declaration of an add-on, in its `apps.py`.

    It is read while settings load: no model import, no settings access. Paths are relative to the
    add-on's package. `slug`, `label` and block names are stored in pages: never rename them.
    """

    default = False  # so that a package may hold more than one config without ambiguity

    slug: str = ""
    title: Any = ""
    summary: Any = ""
    version: str = "0"
    requires_platform: str = ">=1.0,<2"
    removable: bool = True  # False: a built-in part of the platform, always on
    default_enabled: bool = False
    blocks: Sequence[str] = ()
    settings_model: str | None = None
    site_urls: str | None = None
    connectors: Sequence[str] = ()
    data_flows: Any = ""

    # Names that installed add-ons declare and later platform versions run.
    schedules: Mapping[str, tuple[str, Any]] = {}
    provides: Mapping[str, str] = {}
    health_checks: Sequence[str] = ()
    permissions: Sequence[str] = ()
    dashboard_cards: Sequence[str] = ()
    digest: Sequence[str] = ()  # what waits for an official, for the daily summary
    menu: Sequence[str] = ()
    personal_data: str | None = None

    def load(self, dotted: str) -> Any:
        """The object at a path of the manifest.

        Raises:
            ImportError: nothing is there.

        """
        return import_string(f"{self.name}.{dotted}")

    def block_classes(self) -> list[Any]:
        """The block classes, in the order of the manifest."""
        return [self.load(path) for path in self.blocks]

    def connector_classes(self) -> list[Any]:
        """The connector classes, in the order of the manifest."""
        return [self.load(path) for path in self.connectors]
