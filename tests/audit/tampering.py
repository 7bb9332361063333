"""Raw SQL of somebody who is at the database and has removed the triggers."""

from django.db import connection

from cms.audit.models import Entry

TABLE = Entry._meta.db_table
NUMBER_ONCE = "audit_entry_once"


def execute(sql, parameters=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def allow_doubles():
    """Take away what keeps numbers unique."""
    if connection.vendor == "postgresql":
        execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {NUMBER_ONCE}")
        return
    # SQLite keeps a table's constraints in its text: a copy of the table has none.
    columns = ", ".join(field.column for field in Entry._meta.local_fields)
    execute(f"CREATE TABLE copied AS SELECT {columns} FROM {TABLE}")
    execute(f"DROP TABLE {TABLE}")
    execute(f"ALTER TABLE copied RENAME TO {TABLE}")


def change(site, number, column="event", value="'sample.secret'"):
    execute(
        f"UPDATE {TABLE} SET {column} = {value} WHERE chain = %s AND sequence = %s",
        [site.pk, number],
    )


def remove(site, first, last=None):
    execute(
        f"DELETE FROM {TABLE} WHERE chain = %s AND sequence BETWEEN %s AND %s",
        [site.pk, first, last or first],
    )


def renumber(site, after, by):
    """Move the numbers after one; in two steps, for they are unique."""
    for shift in (1_000_000, by - 1_000_000):
        execute(
            f"UPDATE {TABLE} SET sequence = sequence + %s WHERE chain = %s AND sequence > %s",
            [shift, site.pk, after],
        )


def insert_copy(site, of, number, key=None):
    """A row like another one, under a number."""
    names = [field.column for field in Entry._meta.local_fields if field.name != "id"]
    taken = ", ".join("%s" if name == "sequence" else name for name in names)
    columns = ", ".join(names)
    where = "WHERE chain = %s AND sequence = %s ORDER BY id LIMIT 1"
    values = [number, site.pk, of]
    if key is not None:
        columns, taken, values = f"id, {columns}", f"%s, {taken}", [key, *values]
    execute(f"INSERT INTO {TABLE} ({columns}) SELECT {taken} FROM {TABLE} {where}", values)
