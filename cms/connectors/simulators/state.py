"""What simulators remember, in a SQLite file of their own: never in the portal's database."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

_TABLES = """
CREATE TABLE IF NOT EXISTS kept (
    simulator TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (simulator, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT, received_at TEXT NOT NULL,
    sender TEXT NOT NULL, recipients TEXT NOT NULL, raw BLOB NOT NULL
);
"""

_location: Path | None = None
_prepared: set[Path] = set()
_preparing = threading.Lock()


def location() -> Path:
    """The file: `simulators.sqlite3` in the installation's directory for run-time data."""
    return _location or Path(getattr(settings, "VAR_DIR", "var")) / "simulators.sqlite3"


@contextlib.contextmanager
def kept_in(path: Path) -> Iterator[None]:
    """Use another file for the time of a block; for tests."""
    global _location  # noqa: PLW0603 - one file a process, which only tests ever change
    before, _location = _location, path
    try:
        yield
    finally:
        _location = before


@contextlib.contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    """A connection in autocommit mode, closed at the end of the block."""
    path = location()
    with _preparing:
        if path not in _prepared or not path.exists():
            _prepare(path)
    connection = sqlite3.connect(path, timeout=20, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous=NORMAL")
        yield connection
    finally:
        connection.close()


def _prepare(path: Path) -> None:
    """Make the file and its tables. SQLite lets nobody wait for a change of the journal's mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(_TABLES)
    _prepared.add(path)


class State:
    """The values of one simulator, kept between its requests and its restarts.

    Args:
        simulator: its name; simulators do not see one another's values.

    Values are anything that JSON can hold.
    """

    def __init__(self, simulator: str) -> None:
        self._simulator = simulator

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or the default."""
        with opened() as connection:
            return self._read(connection, key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        with opened() as connection:
            self._write(connection, key, value)

    def change(self, key: str, change: Callable[[Any], Any], default: Any = None) -> Any:
        """Replace a value by what `change` makes of it; nobody comes between.

        Returns:
            The new value.

        """
        with opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                value = change(self._read(connection, key, default))
                self._write(connection, key, value)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
            return value

    def items(self, prefix: str = "") -> dict[str, Any]:
        """All values whose keys start with a prefix, ordered by key."""
        with opened() as connection:
            rows = connection.execute(
                "SELECT key, value FROM kept WHERE simulator = ? ORDER BY key", (self._simulator,)
            ).fetchall()
        return {key: json.loads(value) for key, value in rows if key.startswith(prefix)}

    def delete(self, key: str) -> None:
        """Forget a value."""
        with opened() as connection:
            connection.execute(
                "DELETE FROM kept WHERE simulator = ? AND key = ?", (self._simulator, key)
            )

    def clear(self) -> None:
        """Forget everything."""
        with opened() as connection:
            connection.execute("DELETE FROM kept WHERE simulator = ?", (self._simulator,))

    def _read(self, connection: sqlite3.Connection, key: str, default: Any) -> Any:
        row = connection.execute(
            "SELECT value FROM kept WHERE simulator = ? AND key = ?", (self._simulator, key)
        ).fetchone()
        return default if row is None else json.loads(row[0])

    def _write(self, connection: sqlite3.Connection, key: str, value: Any) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
            (self._simulator, key, json.dumps(value, ensure_ascii=False)),
        )
