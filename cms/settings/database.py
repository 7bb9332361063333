"""Databases: SQLite for demo and development, PostgreSQL in production."""

from pathlib import Path
from typing import Any

# IMMEDIATE is what keeps concurrent writers from "database is locked": every `atomic()` takes the
# write lock at once. So nothing slow may stand in a transaction: cms.connectors refuses it.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-16000;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364"
    ),
}


def sqlite(path: Path) -> dict[str, Any]:
    """The settings of one SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": SQLITE_OPTIONS,
    }


def postgresql(url: str) -> dict[str, Any]:
    """The settings of a PostgreSQL database.

    Args:
        url: `postgresql://user:password@host:port/name`.

    """
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415

    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


class CacheRouter:
    """Keeps the cache table in a file of its own: limits never wait for the portal's writes."""

    alias = "cache"
    label = "django_cache"

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """The cache's database for its table, no opinion on others."""
        return self.alias if model._meta.app_label == self.label else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only the cache's table goes into the cache's database, and only there."""
        return (db == self.alias) == (app_label == self.label)
