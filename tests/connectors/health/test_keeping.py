"""What is kept of a check, and how people read it."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.connectors.base import Finding
from cms.connectors.health import services, summary
from cms.connectors.health.models import CheckRun
from cms.connectors.health.running import Outcome
from cms.connectors.health.states import Health, health_of
from cms.connectors.health.storing import MOST_CHANGES, store
from cms.connectors.results import Reason

REFUSED = Finding("broken", reason=Reason.REFUSED)


class Unrenderable:
    def __str__(self):
        raise ValueError("no words")


def fine(_site):
    return ()


def refusing(_site):
    return [REFUSED]


@pytest.mark.parametrize(
    ("findings", "state"),
    [
        ((), Health.WORKS),
        ((Finding("soon", serious=False),), Health.WORKS),
        ((Finding("very soon", works=True),), Health.WORKS),
        ((Finding("?"),), Health.ERRORS),
        ((Finding("?", reason=Reason.NOT_CONFIGURED),), Health.NOT_SET_UP),
        ((Finding("?", reason=Reason.TIMEOUT),), Health.UNREACHABLE),
        ((REFUSED,), Health.UNREACHABLE),
        ((Finding("?", reason=Reason.FAULT), REFUSED), Health.ERRORS),
        ((Finding("soon", serious=False), REFUSED), Health.UNREACHABLE),
    ],
)
def test_state_is_what_the_first_stopping_finding_says(findings, state):
    assert health_of(findings) == state


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_makes_a_state(reason):
    assert health_of([Finding("x", reason=reason)]) != Health.WORKS


@pytest.mark.sql
@pytest.mark.django_db
def test_state_keeps_its_beginning_until_it_changes(site):
    with time_machine.travel("2026-11-24 08:00Z", tick=False) as clock:
        store(site, "test.a", Outcome(()))
        clock.shift(900)
        store(site, "test.a", Outcome(()))
        clock.shift(900)
        row = store(site, "test.a", Outcome((REFUSED,)))

    assert row.since == datetime.datetime(2026, 11, 24, 8, 30, tzinfo=datetime.UTC)
    assert [state for _moment, state in row.history] == ["unreachable", "works"]
    assert CheckRun.objects.count() == 1


@pytest.mark.django_db
def test_history_stays_short(site):
    for number in range(MOST_CHANGES + 5):
        row = store(site, "test.a", Outcome((REFUSED,) if number % 2 else ()))

    assert len(row.history) == MOST_CHANGES


@pytest.mark.django_db
def test_finding_is_read_in_the_language_of_its_reader(site, checks):
    checks(a=fine)
    words = format_lazy("{name}!", name=_("There was no answer in time."))
    store(site, "test.a", Outcome((Finding(words, reason=Reason.TIMEOUT),)))
    said = set()

    for language in ("pl", "en", "uk"):
        with translation.override(language):
            (standing,) = summary(site)
            said.add((standing.findings[0].message, str(standing.words)))

    assert len(said) == 3
    assert ("There was no answer in time.!", "Not reachable") in said


@pytest.mark.django_db
def test_schedule_checks_everything_and_forgets_what_is_gone(site, other_site, checks):
    store(site, "test.gone", Outcome(()))
    store(other_site, "test.gone", Outcome(()))
    checks(good=fine, bad=refusing)

    services.check_all(site)

    rows = dict(CheckRun.objects.filter(site=site).values_list("connector", "state"))
    assert rows == {"test.good": "works", "test.bad": "unreachable"}
    assert CheckRun.objects.filter(site=other_site).count() == 1


@pytest.mark.django_db
def test_check_whose_words_cannot_be_read_costs_no_other(site, checks, caplog):
    checks(bad=lambda _site: [Finding(Unrenderable())], good=fine)

    services.check_all(site)

    assert list(CheckRun.objects.values_list("connector", flat=True)) == ["test.good"]
    assert "test.bad" in caplog.text


@pytest.mark.django_db
def test_summary_names_what_was_not_checked_yet(site, checks):
    checks(a=fine)

    (standing,) = summary(site)

    assert (standing.connector, standing.state) == ("test.a", Health.UNCHECKED)
    assert not standing.needs_somebody


@pytest.mark.django_db
def test_summary_says_which_checks_are_too_old(site, checks):
    checks(a=fine)
    store(site, "test.a", Outcome(()))
    CheckRun.objects.update(at=timezone.now() - datetime.timedelta(hours=2))

    assert summary(site)[0].outdated


@pytest.mark.sql
@pytest.mark.django_db
def test_summary_takes_one_query_for_any_number(site, checks, django_assert_num_queries):
    checks(**{f"n{number}": fine for number in range(12)})
    for number in range(12):
        store(site, f"test.n{number}", Outcome((REFUSED,)))

    with django_assert_num_queries(1):
        assert len(summary(site)) == 12


@pytest.mark.django_db
def test_summary_of_the_real_add_ons_works(site):
    assert isinstance(summary(site), list)
