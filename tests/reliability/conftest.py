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
def own_database(django_db_setup, django_db_blocker, tmp_path_factory, worker_id):
    """A copy of the tests' empty database, which takes a second where migrating takes a minute.

    Gives the folder that an SQLite file lies in, and the name of a PostgreSQL database.
    """
    var = tmp_path_factory.mktemp("reliability")
    with django_db_blocker.unblock():
        from django.db import connection, connections

        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(var / "db.sqlite3")) as copy:
                connection.connection.backup(copy)
            yield var, ""
            return
        template = connection.settings_dict["NAME"]
        connections.close_all()
    own = f"{template}_{worker_id}_copy"
    with _postgresql() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
    yield var, own
    with _postgresql() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


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
