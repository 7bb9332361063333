"""What waits for somebody: asked from every source, none of which can spoil the others."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import import_string

from cms.addonkit.manifest import AddonConfig
from cms.addonkit.switch import enabled_slugs
from cms.connectors.errors import place_of

from . import platform
from .bounded import TookTooLong, ask
from .lines import Answer, Digest, Line, Section

if TYPE_CHECKING:
    from wagtail.models import Site

SECONDS = 10.0
"""How long one contribution may take."""

ALL_SECONDS = 60.0
"""How long all contributions may take together, whatever their number."""

logger = logging.getLogger(__name__)


def collect(site: Site) -> Digest:
    """Ask every source, in the language that is active.

    A source that fails, hangs or says nonsense is told in the digest itself.
    """
    sections = [
        _section(str(title), function.__name__, partial(function, site))
        for title, function in platform.SOURCES
    ]
    end = time.monotonic() + ALL_SECONDS
    for title, path in _contributions(site):
        left = min(SECONDS, end - time.monotonic())
        sections.append(_section(title, path, partial(_ask_app, path, site, left)))
    return Digest(tuple(each for each in sections if each.lines or each.silent))


def _section(title: str, name: str, answer: Callable[[], Answer]) -> Section:
    try:
        return Section(title, _lines(answer()))
    except Exception as error:  # noqa: BLE001 - an add-on's code may raise anything
        logger.error("digest: %s failed: %s", name, place_of(error))
        return Section(title, (), silent=True)


def _ask_app(path: str, site: Site, seconds: float) -> Answer:
    """The lines of an app's function; it is imported only now, so that a broken one is contained.

    Raises:
        TookTooLong: no answer in time.
        Exception: whatever the function raised.

    """
    if seconds <= 0:
        raise TookTooLong
    lines: Answer = ask(lambda: list(import_string(path)(site)), seconds=seconds)
    return lines


def _lines(answer: Answer) -> tuple[Line, ...]:
    """The answer with its types, so that nonsense is found where it can be contained.

    Raises:
        TypeError, ValueError: these are no lines.

    """
    found = []
    for text, count, link in answer:
        if not isinstance(count, int) or count < 0 or not str(text).strip():
            message = "A line is (text, count, link)."
            raise ValueError(message)
        found.append(Line(" ".join(str(text).split()), count, str(link)))
    return tuple(found)


def _contributions(site: Site) -> Iterator[tuple[str, str]]:
    """(title, dotted path) of what the running apps name in `digest = ("module.function",)`."""
    on = enabled_slugs(site)
    for config in apps.get_app_configs():
        title = config.verbose_name
        if isinstance(config, AddonConfig):
            if config.slug not in on:
                continue
            title = config.title or title
        for path in getattr(config, "digest", ()):
            yield str(title), f"{config.name}.{path}"
