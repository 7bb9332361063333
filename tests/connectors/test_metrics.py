"""What monitoring reads: true for all processes, guarded, and without a word about anybody."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from cms.connectors import breaker, calls, metrics
from cms.connectors.errors import TimedOut
from cms.connectors.models import OutboxDelivery, ScheduleState
from cms.connectors.results import Reason

from .exposition import parse

pytestmark = pytest.mark.django_db
TOKEN = "monitoring-" + "x" * 30
NAME = "dues.ledger"


@pytest.fixture
def site():
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def scrape(client, settings):
    settings.RATUSZ_METRICS_TOKEN = TOKEN

    def scrape():
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        return answer

    return scrape


@pytest.fixture
def numbers(scrape):
    def numbers(name, **labels):
        key = (name, frozenset((label, str(value)) for label, value in labels.items()))
        return parse(scrape().content.decode()).get(key)

    return numbers


def call(site, seconds=0.08, reason=None, name=NAME, purpose=calls.Purpose.PAGE):
    calls.note(calls.Line(name, site.pk, purpose, reason, seconds, breaker.Phase.CLOSED))


def test_calls_are_counted_by_connector_municipality_purpose_and_outcome(site, numbers):
    call(site)
    call(site)
    call(site, reason=Reason.TIMEOUT)

    labels = {"connector": NAME, "site": site.pk, "purpose": "page"}
    assert numbers("ratusz_calls_total", **labels, outcome="ok") == 2
    assert numbers("ratusz_calls_total", **labels, outcome="timeout") == 1


def test_counters_do_not_fall_when_the_log_is_tidied(site, numbers):
    call(site)
    calls.Call.objects.update(at=timezone.now() - datetime.timedelta(days=15))
    assert calls.tidy() == 1

    labels = {"connector": NAME, "site": site.pk, "purpose": "page", "outcome": "ok"}
    assert numbers("ratusz_calls_total", **labels) == 1


def test_histogram_is_cumulative(site, numbers):
    for seconds in (0.01, 0.08, 0.2, 99):
        call(site, seconds)

    labels = {"connector": NAME, "site": site.pk}
    ends = ["0.05", "0.1", "0.25", "0.5", "1", "2", "5", "20", "+Inf"]
    buckets = [numbers("ratusz_call_seconds_bucket", **labels, le=end) for end in ends]
    assert buckets == [1, 2, 3, 3, 3, 3, 3, 3, 4]
    assert numbers("ratusz_call_seconds_count", **labels) == 4
    assert numbers("ratusz_call_seconds_sum", **labels) == pytest.approx(99.29)


def test_calls_of_a_connector_that_nobody_declares_are_left_out(site, scrape):
    call(site, name="gone.source")

    assert "gone.source" not in scrape().content.decode()


def test_breaker_has_one_phase(site, numbers):
    labels = {"connector": NAME, "site": site.pk}
    assert numbers("ratusz_breaker_state", **labels, state="closed") == 1
    for _ in range(breaker.FAILURES):
        breaker.begin(NAME, site.pk).failed(TimedOut())

    assert numbers("ratusz_breaker_state", **labels, state="open") == 1
    assert numbers("ratusz_breaker_state", **labels, state="closed") == 0


def deliver(site, number, **fields):
    created = timezone.now() - datetime.timedelta(hours=1)
    values = {"kind": "test.letter", "created_at": created, "state": "open", **fields}
    OutboxDelivery.objects.create(site=site, number=str(number), payload="", **values)


def test_outbox_says_what_waits_and_for_how_long(site, numbers):
    deliver(site, 1)
    deliver(site, 2, state="clarifying", needs_official=True)
    deliver(site, 3, state="delivered", finished_at=timezone.now())

    assert numbers("ratusz_outbox_deliveries", site=site.pk, state="open") == 1
    assert numbers("ratusz_outbox_deliveries", site=site.pk, state="delivered") is None
    assert numbers("ratusz_outbox_needs_official", site=site.pk) == 1
    age = numbers("ratusz_outbox_oldest_seconds", site=site.pk, state="open")
    assert age == pytest.approx(3600, abs=60)


def test_schedules_say_when_they_last_ended_well(site, numbers):
    moment = timezone.now().replace(microsecond=0)
    ScheduleState.objects.create(name="a.good", due_at=moment, finished_at=moment)
    ScheduleState.objects.create(
        name="a.bad", site=site, due_at=moment, finished_at=moment, error="ValueError", failures=2
    )

    last = "ratusz_schedule_last_success_timestamp_seconds"
    assert numbers(last, schedule="a.good", site="") == moment.timestamp()
    assert numbers(last, schedule="a.bad", site=site.pk) is None
    assert numbers("ratusz_schedule_failures", schedule="a.bad", site=site.pk) == 2


@pytest.mark.sql
def test_scrape_costs_the_same_however_many_rows_there_are(site, scrape):
    scrape()
    with CaptureQueriesContext(connection) as few:
        scrape()
    for number in range(30):
        deliver(site, number)
        call(site, reason=list(Reason)[number % len(Reason)])
        ScheduleState.objects.create(name=f"a.{number}", due_at=timezone.now())
    with CaptureQueriesContext(connection) as many:
        scrape()

    assert len(few) == len(many) <= 6


def test_without_a_token_there_is_no_such_address(client, settings):
    settings.RATUSZ_METRICS_TOKEN = ""

    for language in ("pl", "en"):
        headers = {"Authorization": "Bearer ", "Accept-Language": language}
        assert client.get("/metrics", headers=headers).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer x", f"Basic {TOKEN}", TOKEN, "Bearer ą"])
def test_wrong_token_reads_nothing(client, settings, given):
    settings.RATUSZ_METRICS_TOKEN = TOKEN

    answer = client.get("/metrics", headers={"Authorization": given})

    assert answer.status_code == 401
    assert b"ratusz_" not in answer.content
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_nothing_but_reading(client, settings):
    settings.RATUSZ_METRICS_TOKEN = TOKEN

    assert client.post("/metrics").status_code == 405


def test_scrape_knows_no_session_sets_no_cookie_and_is_not_kept(scrape):
    with CaptureQueriesContext(connection) as captured:
        answer = scrape()

    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == metrics.CONTENT_TYPE
    assert [query for query in captured if "session" in query["sql"]] == []


def test_label_values_are_escaped():
    family = metrics.Family("a_metric", "gauge", "Words.")
    family.add(1, what='a\\b"c\nd')

    assert parse(metrics.exposition([family])) == {
        ("a_metric", frozenset({("what", 'a\\\\b\\"c\\nd')})): 1.0
    }
