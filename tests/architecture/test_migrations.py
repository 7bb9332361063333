"""Migrations: complete with and without add-ons, named, reversible, and free of add-ons."""

import pkgutil
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db.migrations import RunPython, RunSQL

from tests.architecture.repository import ROOT, python

OURS = "ratusz_"
AUTOMATIC = re.compile(r"^\d{4}_(auto_.*|.*_and_more)$")


@pytest.fixture(scope="module")
def migrations():
    # Not Django's loader: it imports everybody's, and some of those ask the database.
    return [
        import_module(f"{app.name}.migrations.{name}").Migration(name, app.label)
        for app in apps.get_app_configs()
        if app.label.startswith(OURS) and (ROOT / app.path / "migrations").is_dir()
        for _, name, _ in pkgutil.iter_modules([str(ROOT / app.path / "migrations")])
    ]


@pytest.mark.parametrize("excluded", ["", "dues"])
def test_no_migration_is_missing_with_an_add_on_or_without(excluded):
    # An own process: which add-ons run is decided when the settings load.
    done = python(
        "manage.py",
        "makemigrations",
        "--check",
        "--dry-run",
        "--settings=cms.settings.test",
        environment={"ADDONS_EXCLUDE": excluded},
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_migrations_are_named_after_what_they_do(migrations):
    assert migrations
    assert [str(one) for one in migrations if AUTOMATIC.match(one.name)] == []


def test_migrations_can_be_undone(migrations):
    stuck = [
        f"{migration}: {operation}"
        for migration in migrations
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]

    assert stuck == []


def test_migrations_of_the_platform_depend_on_no_add_on(migrations):
    addons = {app.label for app in apps.get_app_configs() if app.name.startswith("addons.")}

    wrong = [
        f"{migration} depends on {label}"
        for migration in migrations
        if migration.app_label not in addons
        for label, _name in [*migration.dependencies, *migration.run_before]
        if label in addons
    ]

    assert addons
    assert wrong == []
