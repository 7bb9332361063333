"""System checks: where private files lie, and whether clamd's address can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register

from .storage import ALIAS

_CLAMD = re.compile(r"unix:/.+|tcp:[^:]+:[0-9]{1,5}|tcp:\[[0-9a-fA-F:]+\]:[0-9]{1,5}")


@register(Tags.security)
def private_files_are_apart(**kwargs: Any) -> list[CheckMessage]:
    """There is a storage for private files, and it is not inside a served folder."""
    storages: dict[str, Any] = settings.STORAGES
    storage = storages.get(ALIAS)
    if not storage:
        return [
            Error(
                "STORAGES has no entry 'private': private files have no place.",
                hint="Use cms.files.storage.PrivateFileSystemStorage with a location.",
                id="ratusz_files.E001",
            )
        ]
    location = storage.get("OPTIONS", {}).get("location")
    if not location:
        return []
    served = [Path(root) for root in (settings.MEDIA_ROOT, settings.STATIC_ROOT) if root]
    if any(Path(location).resolve().is_relative_to(root.resolve()) for root in served):
        return [
            Error(
                f"Private files lie in {location}, which the web server serves.",
                hint="Give the storage 'private' a location outside MEDIA_ROOT and STATIC_ROOT.",
                id="ratusz_files.E002",
            )
        ]
    return []


@register(Tags.security)
def clamd_can_be_asked(**kwargs: Any) -> list[CheckMessage]:
    """Without clamd uploads are not searched; a wrong address would refuse every file."""
    address = getattr(settings, "RATUSZ_CLAMD", "")
    if address and not _CLAMD.fullmatch(address):
        return [
            Error(
                f"RATUSZ_CLAMD: {address!r} is neither unix:/path nor tcp:host:port.",
                id="ratusz_files.E003",
            )
        ]
    if not address and not getattr(settings, "DEMO", False):
        return [
            Info(
                "Uploaded files are not searched for malicious software.",
                hint="Run clamd and set RATUSZ_CLAMD; docs/operations.md says how.",
                id="ratusz_files.I001",
            )
        ]
    return []
