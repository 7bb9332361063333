"""Writers that come at once do not break a chain."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from cms.audit import verification
from cms.audit.models import Entry
from cms.audit.services import Whose, record, record_many
from tests.audit import people

WRITERS = 8
EACH = 15


class TakenBack(Exception):
    pass


def at_once(*tasks):
    """Run tasks in threads that start together; each has a connection of its own."""
    errors = []
    start = threading.Barrier(len(tasks))

    def run(task):
        start.wait()
        try:
            task()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


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


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_writers_of_two_sites_at_once():
    sites = [people.first_site(), people.second_site()]

    def writer(number):
        def write():
            for turn in range(EACH):
                where = sites[(number + turn) % 2]
                patiently(lambda where=where: record("sample.thing", site=where, actor=None))

        return write

    at_once(*(writer(number) for number in range(WRITERS)))

    reports = [verification.verify(chain) for chain in verification.chains()]
    assert [finding for report in reports for finding in report.findings] == []
    assert Entry.objects.filter(event="sample.thing").count() == WRITERS * EACH
    # Each chain was started once, though all came first.
    assert Entry.objects.filter(event="audit.chain_started").count() == 2


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_transactions_that_fail_leave_no_gap():
    site = people.first_site()

    def fails():
        with pytest.raises(TakenBack), transaction.atomic():
            record("sample.thing", site=site, actor=None)
            raise TakenBack

    def succeeds():
        with transaction.atomic():
            record_many("sample.thing", [Whose()] * 3, site=site, actor=None)
            record("sample.thing", site=site, actor=None)

    def writer(number):
        task = fails if number % 2 else succeeds
        return lambda: [patiently(task) for _ in range(5)]

    at_once(*(writer(number) for number in range(WRITERS)))

    report = verification.verify(site.pk)
    assert (report.entries, report.findings) == (WRITERS // 2 * 5 * 4, ())


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_checking_while_others_write_finds_nothing():
    site = people.first_site()
    record("sample.thing", site=site, actor=None)
    found = []

    def write():
        for _ in range(60):
            patiently(lambda: record("sample.thing", site=site, actor=None))

    def check():
        for _ in range(15):
            found.extend(patiently(lambda: verification.verify(site.pk)).findings)

    at_once(write, write, check)

    assert found == []
