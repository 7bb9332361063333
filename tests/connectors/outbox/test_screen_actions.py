"""The buttons of the officials' screen: what can be done, is asked about, is done and recorded."""

import pytest
from django.urls import reverse

from cms.audit.models import Entry
from cms.connectors.outbox import Refused, Unknown
from cms.staff.models import Kind
from cms.staff.roles import ensure_roles

from .kinds import AskableStep, ScriptedStep
from .screen import INDEX, do, page, view

pytestmark = pytest.mark.django_db


def test_view_offers_only_what_can_be_done(client, official, letter, put, work):
    letter(ScriptedStep("send", Unknown("cut off")))
    delivery = put()
    assert "do/confirm" not in page(client, view(delivery))
    work()

    text = page(client, view(delivery))

    assert "do/confirm/" in text
    assert "do/send-again/" in text
    assert "do/retry/" not in text


def test_try_again_is_done_and_recorded(client, official, letter, put, work, states):
    letter(AskableStep("send", Refused("no")))
    delivery = put()
    work()

    do(client, "retry", delivery)
    work()

    assert states(delivery) == ["delivered", "delivered"]
    entry = Entry.objects.get(event="outbox.retried")
    assert (entry.actor_id, entry.object_id) == (official.pk, str(delivery.pk))


def test_several_can_be_tried_again_at_once(client, official, letter, put, work, states):
    letter(AskableStep("send", *[Refused("no")] * 3))
    stuck = [put() for _ in range(3)]
    work()

    do(client, "retry", *stuck)

    assert [states(delivery)[-1] for delivery in stuck] == ["open"] * 3


@pytest.mark.parametrize(
    ("action", "event"),
    [("send-again", "sent_again"), ("confirm", "confirmed"), ("give-up", "given_up")],
)
def test_what_cannot_be_undone_is_asked_about_first(
    client, official, letter, put, work, states, action, event
):
    letter(ScriptedStep("send", Unknown("cut off")))
    delivery = put()
    work()

    answer = do(client, action, delivery)
    assert answer.status_code == 200
    assert states(delivery)[-1] == "clarifying"

    do(client, action, delivery, confirmed="1")
    assert states(delivery)[-1] != "clarifying"
    assert Entry.objects.filter(event=f"outbox.{event}").exists()


def test_what_is_being_sent_is_refused_with_a_sentence(client, official, letter, put, die, states):
    letter()
    delivery = put()
    die()

    answer = do(client, "give-up", delivery, confirmed="1")

    assert states(delivery) == ["sending", "open"]
    assert list(answer.context["messages"])
    assert not Entry.objects.filter(event="outbox.given_up").exists()


def test_officials_and_administrators_have_the_right(site):
    groups = ensure_roles(site)

    having = {
        kind
        for kind, group in groups.items()
        if group.site_permissions.filter(permission__codename="change_outboxdelivery").exists()
    }

    assert having == {Kind.OFFICIAL, Kind.ADMINISTRATOR}


def test_a_kind_whose_code_is_gone_is_still_shown(client, official, letter, put, monkeypatch):
    letter()
    delivery = put()
    monkeypatch.setattr("cms.connectors.outbox.kinds._registered", {})

    assert delivery.number in page(client, reverse(INDEX))
    assert "test.letter" in page(client, view(delivery))
