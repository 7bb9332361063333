"""Checks run side by side; none breaks, delays or blocks another."""

import time

import pytest
from django.db import transaction
from wagtail.models import Site

from cms.connectors.base import Finding
from cms.connectors.errors import OutboundInTransaction
from cms.connectors.health import running
from cms.connectors.health.models import CheckRun
from cms.connectors.health.running import run_all
from cms.connectors.health.states import Health, health_of

WITH_DATABASE = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SECRET = "ORA-00942 secret@10.0.0.1"


@pytest.fixture
def site():
    """Only its number counts here."""
    return Site(pk=1)


def raising(_site):
    raise ValueError(SECRET)


def fine(_site):
    return ()


def outcomes(site, subjects, seconds=0.5):
    return {subject.name: outcome for subject, outcome in run_all(site, subjects, seconds=seconds)}


def test_check_that_raises_is_a_finding_and_the_others_stand(site, checks, caplog):
    found = outcomes(site, checks(bad=raising, good=fine))

    assert health_of(found["test.bad"].findings) == Health.ERRORS
    assert found["test.good"].findings == ()
    assert SECRET not in f"{found} {caplog.text}"
    assert "ValueError" in caplog.text


@pytest.mark.parametrize("answer", [None, 7, ["words"], [Finding("x"), None]])
def test_check_that_gives_something_else_is_a_finding(site, checks, answer):
    found = outcomes(site, checks(odd=lambda _site: answer))

    assert health_of(found["test.odd"].findings) == Health.ERRORS


def test_check_that_hangs_is_left_behind_in_time(site, checks, hanging):
    subjects = checks(a=hanging, b=fine, c=hanging)

    began = time.monotonic()
    found = outcomes(site, subjects)
    took = time.monotonic() - began

    assert took < 1.0  # not twice the time of one
    assert found["test.b"].findings == ()
    assert health_of(found["test.a"].findings) == Health.UNREACHABLE


def test_check_that_still_hangs_is_not_begun_again(site, checks, hanging):
    begun = []
    subjects = checks(a=lambda one: begun.append(1) or hanging(one))
    outcomes(site, subjects, seconds=0.1)

    found = outcomes(site, subjects, seconds=0.1)

    assert begun == [1]
    assert found["test.a"].findings == (running.HANGS,)


def test_many_hanging_checks_take_the_time_of_their_groups(site, checks, hanging):
    subjects = checks(**{f"n{number}": hanging for number in range(running.AT_ONCE + 1)})

    began = time.monotonic()
    outcomes(site, subjects, seconds=0.2)

    assert time.monotonic() - began < 1.0


@WITH_DATABASE
def test_checks_are_not_run_inside_a_transaction(site, checks):
    subjects = checks(a=fine)

    with transaction.atomic(), pytest.raises(OutboundInTransaction):
        outcomes(site, subjects)


@pytest.mark.sql
@WITH_DATABASE
def test_check_reads_the_database_and_outlives_its_connection(site, checks):
    subjects = checks(a=lambda one: [Finding(str(CheckRun.objects.filter(site=one).count()))])

    assert outcomes(site, subjects)["test.a"].findings[0].message == "0"
    assert outcomes(site, subjects)["test.a"].findings[0].message == "0"
