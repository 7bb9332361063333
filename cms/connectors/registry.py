"""Which connectors there are: everything that lists, checks or counts them asks here.

Add-ons declare theirs in their manifest. An app of the platform that is no add-on declares them in
the same words on its AppConfig: `connectors = ("mail.MailServer",)`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string

from cms.addonkit.manifest import AddonConfig
from cms.addonkit.switch import enabled_slugs

from .base import Connector

if TYPE_CHECKING:
    from wagtail.models import Site

LABEL_PREFIX = "ratusz_"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Declared:
    """A connector and who declares it."""

    connector: type[Connector]
    owner: str
    """The add-on's slug; of another app its label without `ratusz_`."""

    app: AppConfig
    switched: bool
    """Whether it works only where its add-on is switched on."""

    @property
    def name(self) -> str:
        """The connector's stored name."""
        return self.connector.name

    @property
    def title(self) -> Any:
        """What people call it."""
        return self.connector.title

    def load(self, dotted: str) -> Any:
        """The object at a path of the declaring app.

        Raises:
            ImportError: nothing is there.

        """
        return import_string(f"{self.app.name}.{dotted}")


def declarations() -> Iterator[Declared]:
    """What the running apps declare, in their order, whatever it is.

    Raises:
        ImportError: a path of a declaration leads nowhere.

    """
    for app in apps.get_app_configs():
        yield from _of(app)


def declared() -> list[Declared]:
    """The connectors of all running apps, each name once.

    One that cannot be loaded, or is none, is logged and left out, so that it does not take the
    others along; the system check names it.
    """
    found: dict[str, Declared] = {}
    for app in apps.get_app_configs():
        try:
            of_app = list(_of(app))
        except Exception:
            logger.exception("the connectors of %s cannot be loaded", app.label)
            continue
        for one in of_app:
            if isinstance(one.connector, type) and issubclass(one.connector, Connector):
                found.setdefault(one.name, one)
    return list(found.values())


def connector_of(name: str) -> Declared | None:
    """The connector of a stored name; None when no running app declares it."""
    return next((one for one in declared() if one.name == name), None)


def working_for(site: Site) -> list[Declared]:
    """The connectors that work for a municipality: those of its add-ons, and of the platform."""
    on = enabled_slugs(site)
    return [one for one in declared() if not one.switched or one.owner in on]


def _of(app: AppConfig) -> Iterator[Declared]:
    if isinstance(app, AddonConfig):
        for connector in app.connector_classes():
            yield Declared(connector, app.slug, app, switched=app.removable)
        return
    owner = app.label.removeprefix(LABEL_PREFIX)
    for path in getattr(app, "connectors", ()):
        yield Declared(import_string(f"{app.name}.{path}"), owner, app, switched=False)
