"""Two at once: a file is adopted once, and removed once."""

import threading
import time

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from cms.audit.models import Entry
from cms.files import services, upkeep
from cms.files.models import PrivateFile, State
from tests.audit import people
from tests.files.keeping import files_in, stored

pytestmark = [
    pytest.mark.concurrency,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

THREADS = 4


def at_once(task):
    """What each of several threads gave, each on a connection of its own."""
    results = []
    start = threading.Barrier(THREADS)

    def run():
        start.wait()
        try:
            results.append(patiently(task))
        except Exception as error:
            results.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def patiently(write):
    """SQLite in memory turns a second writer away instead of letting it wait."""
    until = time.monotonic() + 60
    while True:
        try:
            return write()
        except OperationalError:
            if connection.vendor != "sqlite" or time.monotonic() > until:
                raise
            time.sleep(0.005)


def test_form_that_is_sent_several_times_at_once_adopts_its_file_once():
    site, user = people.first_site(), people.user()
    file = stored(site, state=State.PENDING, keep_until=timezone.now())

    results = at_once(lambda: services.adopt([file], owner_user_id=user.pk))

    assert sorted(map(str, results)) == sorted(map(str, [None] + [services.Gone] * (THREADS - 1)))
    assert PrivateFile.objects.get().state == State.KEPT


def test_several_purges_at_once_remove_each_file_once(private_root, monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 3)
    site = people.first_site()
    for _ in range(20):
        stored(site, keep_until=timezone.now())

    at_once(upkeep.purge)

    assert not PrivateFile.objects.exists()
    assert files_in(private_root) == []
    assert sum(entry.detail["files"] for entry in Entry.objects.filter(event="files.purged")) == 20
