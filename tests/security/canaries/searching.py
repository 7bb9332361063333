"""Everywhere that the portal leaves something behind, as bytes with the name of the place."""

import json

from django.db import connections

from .traces import traces_in

# Of Django and PostgreSQL: nothing of ours is written there.
FOREIGN = ("sqlite_", "pg_", "sql_")


def leaks(secrets, *, logs="", folders=(), further=()):
    """`place: secret: form` for each secret that is found somewhere.

    Args:
        secrets: name ▸ secret.
        logs: everything that was logged.
        folders: paths of files to be searched, names and contents.
        further: (place, bytes) of anything else.

    """
    places = [("log", logs.encode()), *_rows(), *_files(folders), *further]
    return sorted({f"{place}: {t}" for place, data in places for t in traces_in(data, secrets)})


def _rows():
    """Every value of every table of every database: sessions and cache are tables, too."""
    for alias in connections:
        connection = connections[alias]
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor, include_views=False)
            for table in tables:
                if table.startswith(FOREIGN):
                    continue
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                names = [column[0] for column in cursor.description]
                for row in cursor.fetchall():
                    for name, value in zip(names, row, strict=True):
                        yield f"{table}.{name}", _bytes(value)


def _bytes(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return (json.dumps(value, default=str) if isinstance(value, dict) else str(value)).encode()


def _files(folders):
    for folder in folders:
        for path in folder.rglob("*"):
            yield "name of a file", str(path.relative_to(folder)).encode()
            if path.is_file():
                yield f"file {folder.name}", path.read_bytes()
