"""System checks: what signing in cannot be safe without."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

_OF_ONE_PROCESS = ("locmem.LocMemCache", "dummy.DummyCache")
_ENOUGH_ENTRIES = 100_000


@register(Tags.security)
def limits_are_shared(**kwargs: Any) -> list[CheckMessage]:
    """Tries are counted in the cache: all processes must see it, and it must not forget."""
    cache: dict[str, Any] = settings.CACHES.get("default", {})
    backend = str(cache.get("BACKEND", ""))
    if backend.endswith(_OF_ONE_PROCESS):
        return [
            Error(
                "Tries to sign in are counted in a cache that each process has for itself.",
                hint="Use DatabaseCache or Redis as CACHES['default'].",
                id="ratusz_residents.E001",
            )
        ]
    entries = cache.get("OPTIONS", {}).get("MAX_ENTRIES", 300)
    if backend.endswith("DatabaseCache") and entries < _ENOUGH_ENTRIES:
        return [
            Warning(
                "The cache forgets tries to sign in when somebody fills it with others.",
                hint=f"Set CACHES['default']['OPTIONS']['MAX_ENTRIES'] to {_ENOUGH_ENTRIES}.",
                id="ratusz_residents.W001",
            )
        ]
    return []
