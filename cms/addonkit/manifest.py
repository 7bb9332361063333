"""The manifest of an add-on: one class that says what it brings, as data and dotted paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string

from .discovery import report


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of the portal's menu: shown where the add-on is on and a page hosts its target.

    Attributes:
        title: the words (a lazy translation).
        target: the name of a sub-URL of one of the add-on's blocks; empty: the page of a block.

    """

    title: Any
    target: str = ""


class AddonConfig(AppConfig):
    """The declaration of an add-on, in its `apps.py`.

    It is read while settings load: no model import, no settings access. Paths are relative to the
    add-on's package. `slug`, `label` and block names are stored in pages: never rename them.
    """

    default = False  # so that a package may hold more than one config without ambiguity

    slug: str = ""
    title: Any = ""
    summary: Any = ""
    icon: str = "cogs"  # Wagtail's name of an icon
    version: str = "0"
    requires_platform: str = ">=1.0,<2"
    removable: bool = True  # False: a built-in part of the platform, always on
    default_enabled: bool = False
    data_flows: Any = ""  # what leaves the portal, and where to: shown before it is switched on

    blocks: Sequence[str] = ()
    dashboard_cards: Sequence[str] = ()  # block classes, shown by the dashboard's block
    menu: Sequence[MenuEntry] = ()
    settings_model: str | None = None  # a BaseSiteSetting
    site_urls: str | None = None  # machine endpoints under /_addons/<slug>/
    connectors: Sequence[str] = ()
    schedules: Mapping[str, tuple[str, Any]] = {}  # name ▸ (function of a site, period)
    provides: Mapping[str, str] = {}  # capability ▸ class
    digest: Sequence[str] = ()  # what waits for an official, for the daily summary
    health_checks: Sequence[str] = ()  # functions of a site: see cms.addonkit.health
    personal_data: str | None = None  # a class: see cms.addonkit.privacy
    # Role ▸ rights on the add-on's own models ("view_case"), each bound to the municipality.
    permissions: Mapping[str, Sequence[str]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Contain what a subclass does when it is ready: no add-on stops the site."""
        super().__init_subclass__(**kwargs)
        if "ready" in cls.__dict__:
            cls.ready = _contained(cls.ready)  # type: ignore[assignment]

    def import_models(self) -> None:
        """Import the models; without them when their module fails. Django calls this."""
        try:
            super().import_models()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - foreign code
            self._failed(error)
            self.models_module = None
            apps.all_models[self.label].clear()  # half of them may be there
            apps.clear_cache()

    def _failed(self, error: BaseException) -> None:
        if not self.removable:
            raise error  # a part of the platform: without it nothing works
        report(self.slug, f"{type(error).__name__}: {error}")

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

    def card_classes(self) -> list[Any]:
        """The block classes of the dashboard's cards, in the order of the manifest."""
        return [self.load(path) for path in self.dashboard_cards]


def _contained(ready: Callable[[Any], None]) -> Callable[[Any], None]:
    @wraps(ready)
    def contained(self: AddonConfig) -> None:
        try:
            ready(self)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - foreign code
            self._failed(error)

    return contained
