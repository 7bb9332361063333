"""System checks: the allow-list can be read, and connectors declare what they must."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from .base import Connector
from .gate import Permit
from .registry import declarations


@register()
def check_outbound_hosts(**_kwargs: Any) -> Iterable[CheckMessage]:
    """The entries of `RATUSZ_OUTBOUND_HOSTS` can be read; plain HTTP is worth a warning."""
    for entry in getattr(settings, "RATUSZ_OUTBOUND_HOSTS", ()):
        try:
            permit = Permit.parse(entry)
        except ValueError as error:
            yield Error(
                f"RATUSZ_OUTBOUND_HOSTS: {error}",
                hint="Write host:port for TLS, or http://host:port for plain HTTP.",
                id="ratusz_connectors.E001",
            )
            continue
        if permit.plain and not permit.loopback:
            yield Warning(
                f"RATUSZ_OUTBOUND_HOSTS lets data travel to {permit.authority} unencrypted.",
                hint="Give that system a certificate, then drop http:// from the entry.",
                id="ratusz_connectors.W001",
            )


@register()
def check_declarations(**_kwargs: Any) -> Iterable[CheckMessage]:
    """Each connector has a name `<owner>.<source>` of its own, a title and a simulator."""
    seen: dict[str, type] = {}
    for one in declarations():
        for problem in _problems(one.owner, one.connector, seen):
            yield Error(
                f"{one.connector.__module__}.{one.connector.__name__} {problem}",
                id="ratusz_connectors.E002",
            )


def _problems(owner: str, connector: type, seen: dict[str, type]) -> Iterable[str]:
    if not issubclass(connector, Connector):
        yield "is not a cms.connectors.base.Connector."
        return
    if not connector.name.startswith(f"{owner}."):
        yield f"must have a name that starts with {owner}."
    if seen.setdefault(connector.name, connector) is not connector:
        yield f"has the name of {seen[connector.name].__name__}."
    if not connector.title:
        yield "has no title."
    if not connector.simulator:
        yield "names no simulator."
    if connector.seconds <= 0:
        yield "has no time to ask."
