"""One installation for all these tests, on the database that the test run is about."""

import contextlib
import os
import shutil
import sqlite3

import pytest

from .processes import Installation

# The broker that goes away is a real one; the summary of the run says when it is missing.
collect_ignore = [] if shutil.which("redis-server") else ["test_broker.py"]

CALLS = ["case", "file", "close"]
# Transactional tests may have emptied the database before it was copied.
MUNICIPALITY = """
from wagtail.models import Locale, Page, Site
if not Site.objects.filter(is_default_site=True).exists():
    Locale.objects.get_or_create(language_code="pl")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=Page(title="Gmina", slug="gmina"))
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
"""


@pytest.fixture(scope="session")
def own_database(copied_database):
    """The copy that the tests of deliveries share."""
    return copied_database("copy")


@pytest.fixture(scope="session")
def copied_database(django_db_setup, django_db_blocker, tmp_path_factory, worker_id):
    """Make a copy of the tests' empty database: a second, where migrating takes a minute.

    Gives the folder that an SQLite file lies in, and the name of a PostgreSQL database.
    """
    made = []

    def copied_database(name):
        var = tmp_path_factory.mktemp("reliability")
        with django_db_blocker.unblock():
            own = _copy(var, f"{worker_id}_{name}")
        made.append(own)
        return var, own

    yield copied_database
    for own in filter(None, made):
        with _postgresql() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


def _copy(var, suffix):
    from django.db import connection, connections

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(var / "db.sqlite3")) as copy:
            connection.connection.backup(copy)
        return ""
    template = connection.settings_dict["NAME"]
    connections.close_all()
    own = f"{template}_{suffix}"
    with _postgresql() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
    return own


def _postgresql():
    import psycopg

    server = os.environ["TEST_POSTGRES_URL"].rpartition("/")[0]
    return psycopg.connect(f"{server}/postgres", autocommit=True)


@pytest.fixture(scope="session")
def prepared(own_database):
    """An installation with its tables and a municipality."""
    var, database = own_database
    installation = Installation(var, database=database)
    installation.manage("shell", "--no-imports", "-c", MUNICIPALITY)
    return installation


@pytest.fixture
def installation(prepared):
    """The installation with the other side running, and nothing else."""
    prepared.start("receiver")
    try:
        yield prepared
    finally:
        prepared.stop()


@pytest.fixture
def delivered_once(installation):
    """Wait until a form is delivered, and see that the other side has each call once."""

    def delivered_once(token, number, seconds=60):
        took = installation.wait_until_delivered(number, seconds)
        assert installation.received(token) == CALLS
        return took

    return delivered_once
