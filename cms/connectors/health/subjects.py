"""What is checked for a municipality: its connectors, and what add-ons check of themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from cms.addonkit.manifest import AddonConfig
from cms.addonkit.registry import addons
from cms.addonkit.switch import enabled_slugs
from cms.connectors.base import Finding
from cms.connectors.registry import Declared, working_for

if TYPE_CHECKING:
    from wagtail.models import Site

# Between the slug and the path of an add-on's own check; no connector's name has one.
MARK = ":"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be checked."""

    name: str
    """Stored: a connector's name, or `<slug>:<path>` for an add-on's own check."""

    title: Any
    run: Callable[[Site], Iterable[Finding]]
    is_connector: bool


def subjects_of(site: Site) -> list[Subject]:
    """All that is checked for a municipality: connectors first, in the order of the registry."""
    connectors = [_of_connector(one) for one in working_for(site)]
    on = enabled_slugs(site)
    own = [
        _own_check(addon, path)
        for slug, addon in addons().items()
        if slug in on
        for path in addon.health_checks
    ]
    return [*connectors, *own]


def _of_connector(declared: Declared) -> Subject:
    return Subject(
        declared.name, declared.title, lambda site: declared.connector().check(site), True
    )


def _own_check(addon: AddonConfig, path: str) -> Subject:
    return Subject(f"{addon.slug}{MARK}{path}", addon.title, partial(_run, addon, path), False)


def _run(addon: AddonConfig, path: str, site: Site) -> Iterable[Finding]:
    """Loaded only now: a path that leads nowhere is a failed check, not a broken page."""
    found: Iterable[Finding] = addon.load(path)(site)
    return found
