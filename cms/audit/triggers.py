"""Triggers that keep entries as they were written, whatever code or person is at the database.

They stop mistakes and half-hearted hands; who owns the tables can drop them. That such a person was
there shows in the chain.
"""

from __future__ import annotations

from typing import Any

ENTRY = "ratusz_audit_entry"
HEAD = "ratusz_audit_head"
WORDS = "The audit is append-only"

_POSTGRESQL = (
    f"""
    CREATE FUNCTION ratusz_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{WORDS}: % on %', TG_OP, TG_TABLE_NAME; END $$
    """,
    f"""
    CREATE TRIGGER ratusz_audit_entry_kept BEFORE UPDATE OR DELETE ON {ENTRY}
    FOR EACH ROW EXECUTE FUNCTION ratusz_audit_refuse()
    """,
    f"""
    CREATE TRIGGER ratusz_audit_entry_whole BEFORE TRUNCATE ON {ENTRY}
    FOR EACH STATEMENT EXECUTE FUNCTION ratusz_audit_refuse()
    """,
    f"""
    CREATE TRIGGER ratusz_audit_head_kept BEFORE DELETE ON {HEAD}
    FOR EACH ROW EXECUTE FUNCTION ratusz_audit_refuse()
    """,
    f"""
    CREATE TRIGGER ratusz_audit_head_forward BEFORE UPDATE ON {HEAD}
    FOR EACH ROW WHEN (NEW.sequence <= OLD.sequence OR NEW.chain <> OLD.chain)
    EXECUTE FUNCTION ratusz_audit_refuse()
    """,
    f"""
    CREATE TRIGGER ratusz_audit_head_whole BEFORE TRUNCATE ON {HEAD}
    FOR EACH STATEMENT EXECUTE FUNCTION ratusz_audit_refuse()
    """,
)
_POSTGRESQL_DROP = (
    f"DROP TRIGGER IF EXISTS ratusz_audit_entry_kept ON {ENTRY}",
    f"DROP TRIGGER IF EXISTS ratusz_audit_entry_whole ON {ENTRY}",
    f"DROP TRIGGER IF EXISTS ratusz_audit_head_kept ON {HEAD}",
    f"DROP TRIGGER IF EXISTS ratusz_audit_head_forward ON {HEAD}",
    f"DROP TRIGGER IF EXISTS ratusz_audit_head_whole ON {HEAD}",
    "DROP FUNCTION IF EXISTS ratusz_audit_refuse()",
)
_KEPT_SQLITE = (
    ("ratusz_audit_entry_update", "UPDATE", ENTRY),
    ("ratusz_audit_entry_delete", "DELETE", ENTRY),
    ("ratusz_audit_head_delete", "DELETE", HEAD),
)
_SQLITE = (
    *(
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for name, action, table in _KEPT_SQLITE
    ),
    f"""
    CREATE TRIGGER ratusz_audit_head_forward BEFORE UPDATE ON {HEAD}
    WHEN NEW.sequence <= OLD.sequence OR NEW.chain <> OLD.chain
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
    """,
)
_SQLITE_DROP = tuple(
    f"DROP TRIGGER IF EXISTS {name}"
    for name in (*(kept[0] for kept in _KEPT_SQLITE), "ratusz_audit_head_forward")
)
_CREATE = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}
_DROP = {"postgresql": _POSTGRESQL_DROP, "sqlite": _SQLITE_DROP}


def create(connection: Any) -> None:
    """Make the triggers on PostgreSQL and SQLite; other databases get none."""
    _run(connection, _CREATE)


def drop(connection: Any) -> None:
    """Remove the triggers that are there."""
    _run(connection, _DROP)


def _run(connection: Any, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, ()):
            cursor.execute(statement)
