from django.db import migrations

from cms.audit import triggers


def create(apps, schema_editor):
    triggers.create(schema_editor.connection)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    """Entries cannot be changed or removed in the database either (PostgreSQL, SQLite)."""

    dependencies = [("ratusz_audit", "0001_entries")]

    operations = [migrations.RunPython(create, drop)]
