"""Which simulators there are, where they are mounted, and how each behaves at the moment."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from cms.addonkit.registry import addons

from .misbehave import OK, TRANSPORT_MODES
from .state import State

logger = logging.getLogger(__name__)

# What a connector names whose other side is the mail server beside the simulators.
MAIL_SERVER = "mailbox"

_modes = State("control")


class SimulatorApp(Protocol):
    """A WSGI application that plays an outside system.

    `environ["ratusz.mode"]` says which of its `content_modes` is asked for, or `ok`. It keeps
    what it must remember in `State(name)`, never in the portal's database.
    """

    name: str
    """Short and unique, for addresses and the control API: usually the add-on's slug."""

    title: Any
    """What people read: which system it plays."""

    content_modes: Mapping[str, Any]
    """Mode ▸ what goes wrong in its answers then."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request, as WSGI says."""


@dataclass(frozen=True, slots=True)
class Mounted:
    """A simulator and its path below the server's address, with slashes on both ends."""

    app: SimulatorApp
    path: str

    @property
    def name(self) -> str:
        """The simulator's name."""
        return self.app.name

    @property
    def title(self) -> Any:
        """The simulator's title. Templates cannot take it from `app`: they would call that."""
        return self.app.title

    @property
    def modes(self) -> dict[str, Any]:
        """Mode ▸ description: the wire's, then the simulator's own."""
        wire = {name: mode.description for name, mode in TRANSPORT_MODES.items()}
        return {**wire, **self.app.content_modes}

    @property
    def mode(self) -> str:
        """How it behaves now."""
        mode: str = _modes.get(self.name, OK)
        return mode if mode in self.modes else OK

    def behave(self, mode: str) -> None:
        """Behave like this from the next request on.

        Raises:
            ValueError: it knows no such mode.

        """
        if mode not in self.modes:
            raise ValueError(mode)
        _modes.set(self.name, mode)


def installed() -> list[Mounted]:
    """The simulators of the running add-ons' connectors, each once.

    One that is named like its add-on is mounted at `/<slug>/`, others at `/<slug>/<name>/`. One
    that cannot be loaded is logged and left out, so that it does not take the others along.
    """
    found: dict[str, Mounted] = {}
    for slug, addon in addons().items():
        for connector in addon.connector_classes():
            dotted = getattr(connector, "simulator", "")
            if dotted in {"", MAIL_SERVER}:
                continue
            try:
                app: SimulatorApp = addon.load(dotted)
            except Exception:
                logger.exception("the simulator %s of %s cannot be loaded", dotted, slug)
            else:
                found.setdefault(app.name, Mounted(app, _path(slug, app.name)))
    return list(found.values())


def mounted(apps: Mapping[str, SimulatorApp]) -> list[Mounted]:
    """Simulators given by hand, slug ▸ application; for tests."""
    return [Mounted(app, _path(slug, app.name)) for slug, app in apps.items()]


def matching(simulators: Iterable[Mounted], path: str) -> Mounted | None:
    """The simulator whose path is the longest start of this one."""
    found: Iterator[Mounted] = (one for one in simulators if path.startswith(one.path))
    return max(found, key=lambda one: len(one.path), default=None)


def _path(slug: str, name: str) -> str:
    return f"/{slug}/" if name == slug else f"/{slug}/{name}/"
