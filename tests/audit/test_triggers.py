"""The database itself refuses to change what was recorded."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cms.audit import triggers
from cms.audit.models import Entry, Head
from cms.audit.services import record
from tests.audit import tampering

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

HEAD = Head._meta.db_table


@pytest.fixture
def guarded(site):
    """A site with two entries; the triggers are there as after `migrate`."""
    triggers.create(connection)
    for _ in range(2):
        record("sample.thing", site=site, actor=None)
    yield site
    triggers.drop(connection)


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {tampering.TABLE} SET event = 'x'",
        f"UPDATE {tampering.TABLE} SET event = event WHERE sequence = 1",
        f"DELETE FROM {tampering.TABLE}",
        f"DELETE FROM {tampering.TABLE} WHERE sequence = 2",
        f"DELETE FROM {HEAD}",
        f"UPDATE {HEAD} SET sequence = 1 WHERE sequence = 2",
        f"UPDATE {HEAD} SET hash = 'x' WHERE sequence = 2",
        f"UPDATE {HEAD} SET sequence = 3, chain = 999 WHERE sequence = 2",
    ],
)
def test_database_refuses(guarded, sql):
    before = list(Entry.objects.values()), list(Head.objects.values())

    with pytest.raises(DatabaseError, match=triggers.WORDS), transaction.atomic():
        tampering.execute(sql)

    assert (list(Entry.objects.values()), list(Head.objects.values())) == before


def test_database_refuses_to_empty_the_tables(guarded):
    word = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    for table in (tampering.TABLE, HEAD):
        with pytest.raises(DatabaseError, match=triggers.WORDS), transaction.atomic():
            tampering.execute(f"{word} {table}")


def test_recording_goes_on_under_the_triggers(guarded):
    record("sample.thing", site=guarded, actor=None)

    assert Head.objects.get(pk=guarded.pk).sequence == 3


def test_migration_makes_the_triggers_and_takes_them_away(site):
    """The migration's own functions, on the tables that are there."""
    executor = MigrationExecutor(connection)
    migration = executor.loader.get_migration("ratusz_audit", "0002_triggers")
    operation = migration.operations[0]
    record("sample.thing", site=site, actor=None)
    editor = connection.schema_editor

    with editor(atomic=False) if connection.vendor == "postgresql" else _Plain() as schema:
        operation.code(apps, schema)
        with pytest.raises(DatabaseError), transaction.atomic():
            tampering.execute(f"DELETE FROM {tampering.TABLE}")
        operation.reverse_code(apps, schema)

    tampering.execute(f"DELETE FROM {tampering.TABLE}")
    assert not Entry.objects.exists()


class _Plain:
    """SQLite's editor does not work within a test's transaction; the operation needs none of it."""

    connection = connection

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None
