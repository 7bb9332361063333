"""The officials' screen: their municipality only, states and history without data, and buttons."""

import datetime

import pytest
from django.db.models import F
from django.urls import reverse

from cms.connectors.errors import TimedOut
from cms.connectors.outbox import Refused, TryAgain, Unknown, enqueue
from cms.connectors.outbox.models import OutboxDelivery
from cms.connectors.outbox.screen import DeliveryViewSet
from tests.audit import people
from tests.audit.staff_contract import assert_isolated

from .kinds import AskableStep, ScriptedStep
from .screen import INDEX, page, view

pytestmark = pytest.mark.django_db

CANARY = "85010112349"


def test_screen_ends_at_the_municipality(client, official, letter, put, other_site):
    letter(AskableStep("send", *[Refused("no")] * 2))
    mine = put()
    receipt = enqueue("test.letter", site=other_site, payload={"text": "x"})
    theirs = OutboxDelivery.objects.get(pk=receipt.id)

    assert_isolated(
        client,
        DeliveryViewSet,
        official=official,
        mine=mine,
        theirs=theirs,
        words=("Zalesie", theirs.number),
    )


def test_list_says_what_is_where(client, official, letter, put, work):
    letter(AskableStep("case"), AskableStep("file", Refused("no such office")))
    stuck = put({"pesel": CANARY})
    work()

    text = page(client, reverse(INDEX))

    assert stuck.number in text
    assert "2 / 2: Scripted" in text
    assert CANARY not in text


def test_menu_leads_to_what_needs_an_official(client, official, letter, put, work):
    letter(AskableStep("send", Refused("no")))
    stuck = put()
    work()
    fine = put()

    text = page(client, DeliveryViewSet().menu_url)

    assert stuck.number in text
    assert fine.number not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "dead"}, {"stuck"}),
        ({"state": "open"}, {"waiting", "old"}),
        ({"kind": "test.letter"}, {"stuck", "waiting", "old"}),
        ({"age": "day"}, {"old"}),
        ({"age": "week"}, set()),
        ({"needs_official": "false"}, {"waiting", "old"}),
    ],
)
def test_list_can_be_filtered(client, official, letter, put, work, query, expected):
    letter(AskableStep("send", Refused("no")))
    rows = {"stuck": put()}
    work()
    rows |= {"waiting": put(), "old": put()}
    gone = datetime.timedelta(days=2)
    OutboxDelivery.objects.filter(pk=rows["old"].pk).update(created_at=F("created_at") - gone)

    text = page(client, reverse(INDEX), **query)

    assert {name for name, row in rows.items() if row.number in text} == expected


def test_list_finds_a_number_as_it_was_typed(client, official, letter, put):
    letter()
    wanted, other = put(), put()

    text = page(client, reverse(INDEX), q=wanted.number.lower().replace("-", " "))

    assert view(wanted) in text
    assert view(other) not in text


def test_list_takes_the_same_queries_for_many(client, official, letter, put, work, connection_log):
    letter(AskableStep("case"), AskableStep("file", Refused("no")))
    put()
    work()
    page(client, reverse(INDEX))
    few = connection_log(lambda: page(client, reverse(INDEX)))

    for _ in range(30):
        put()
    many = connection_log(lambda: page(client, reverse(INDEX)))

    assert len(many) == len(few) <= 26


@pytest.fixture
def connection_log():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def log(function):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            function()
        return queries.captured_queries

    return log


def test_view_tells_the_history_without_data(client, official, letter, put, work, later):
    resident = people.user()
    letter(AskableStep("send", TryAgain("the office is closed"), Refused("no such office")))
    delivery = put({"pesel": CANARY}, user_id=resident.pk)
    work()
    later()
    work()

    text = page(client, view(delivery))

    for words in ("the office is closed", "no such office", delivery.number, "Scripted"):
        assert words in text
    assert CANARY not in text
    assert resident.email not in text


def test_view_takes_the_same_queries_for_a_long_history(
    client, official, letter, put, work, later, connection_log
):
    step, *_ = letter(AskableStep("send", *[TryAgain("busy")] * 40))
    step.attempts = 50
    delivery = put()
    work()
    page(client, view(delivery))
    few = connection_log(lambda: page(client, view(delivery)))

    for _ in range(20):
        later()
        work()
    many = connection_log(lambda: page(client, view(delivery)))

    assert len(many) == len(few) <= 26


def test_view_tells_reasons_in_the_officials_language(client, official, letter, put, work):
    letter(AskableStep("send", TimedOut("no whole answer within the deadline")))
    delivery = put()
    work()

    text = page(client, view(delivery))

    assert "System odbiorcy nie odpowiedział na czas. (no whole answer within the deadline)" in text


def test_list_says_when_a_doubt_needs_an_official(client, official, letter, put, work):
    letter(ScriptedStep("send", Unknown("cut off")))
    put()
    work()

    assert "Niepewne: czeka na urząd" in page(client, reverse(INDEX))
