"""The mail on its way: what a mail server does, and what the outbox makes of it."""

import pytest
from django.contrib.auth import get_user_model

from cms.connectors.models import Call
from cms.connectors.outbox.models import OutboxDelivery, OutboxEvent
from cms.notices.outbox import SendMail
from cms.notices.services import notify, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def impatient(monkeypatch):
    """Servers that are slow or silent are given up after half a second."""
    monkeypatch.setattr(SendMail, "seconds", 0.5)


@pytest.fixture
def told(site, closed):
    def told(address="anna@example.org", **more):
        notify("test.closed", site=site, address=address, values={"number": "Z-7"}, **more)
        return OutboxDelivery.objects.latest("created_at")

    return told


def state(delivery):
    delivery.refresh_from_db()
    return delivery.state


def reasons():
    return set(OutboxEvent.objects.values_list("detail", flat=True))


def test_mail_arrives_whole(letters, told):
    delivery = told()

    [letter] = letters()

    assert letter.to == ["anna@example.org"]
    assert letter.subject == "Report Z-7 is closed"
    assert "Gmina Puławy" in letter.html
    assert state(delivery) == "delivered"
    assert delivery.steps.get().reference == "4F2A91C0D7"
    assert delivery.payload == ""


@pytest.mark.parametrize(
    "mode",
    [
        *("refuse", "busy", "garbage", "silent", "drip"),
        *("greylist", "full", "cut_at_data"),
    ],
)
def test_mail_that_nobody_took_is_tried_again_and_arrives_once(
    letters, told, later, impatient, mode
):
    delivery = told()
    letters.behave(mode)
    assert letters() == []
    assert state(delivery) == "open"

    letters.behave("ok")
    later()

    assert len(letters()) == 1
    assert state(delivery) == "delivered"


@pytest.mark.parametrize(("mode", "code"), [("no_such_user", "550"), ("spam", "554")])
def test_mail_that_is_refused_for_good_waits_for_an_official(letters, told, later, mode, code):
    letters.behave(mode)
    delivery = told()
    letters()
    later()
    letters()

    assert state(delivery) == "dead"
    assert delivery.needs_official
    [reason] = reasons()
    assert f"SMTP {code}" in reason
    assert "anna" not in reason


def test_mail_that_was_cut_in_the_middle_is_in_doubt_or_tried_again(letters, told, later):
    """The last byte may have left before the news that nobody listens any more is here."""
    letters.behave("cut_before_dot")
    delivery = told()

    assert letters() == []
    assert state(delivery) in {"open", "clarifying"}


@pytest.mark.parametrize("mode", ["cut_after_dot", "silent_after_dot"])
def test_mail_in_doubt_is_never_sent_twice_by_itself(letters, told, later, impatient, mode):
    letters.behave(mode)
    delivery = told()
    letters()
    letters.behave("ok")
    for _ in range(3):
        later()
        letters()

    assert len(letters()) == 1
    assert state(delivery) == "clarifying"
    assert delivery.needs_official


def test_mail_that_is_tried_again_keeps_its_message_id(letters, told, later):
    delivery = told()
    letters.behave("cut_after_dot")
    letters()
    letters.behave("ok")
    OutboxDelivery.objects.filter(pk=delivery.pk).update(needs_official=False)
    step = delivery.steps.get()
    step.state, step.due_at = "waiting", delivery.created_at
    step.save()

    ids = {letter.message["Message-ID"] for letter in letters()}

    assert len(letters()) == 2
    assert ids == {f"<{step.key}@gmina-pulawy.example>"}


def test_mail_that_is_only_rehearsed_connects_to_nobody(letters, site):
    letters.behave("refuse")
    receipt = send(site=site, to="", sender="x", subject="x", text="x", html="x", language="pl")
    letters()

    assert OutboxDelivery.objects.get(pk=receipt.id).state == "delivered"


@pytest.mark.parametrize(
    "address", ["nobody", "a b@x.pl", "a@x.pl\r\nRCPT TO:<b@x.pl>", "<a@x.pl>", "ł@x.pl"]
)
def test_mail_to_no_address_is_refused_without_a_word_to_the_server(letters, told, address):
    delivery = told(address)

    assert letters() == []
    assert state(delivery) == "dead"


def test_mail_to_a_domain_with_accents_is_written_in_ascii(letters, told):
    told("anna@puławy.pl")

    assert letters()[0].to == ["anna@" + "puławy.pl".encode("idna").decode()]


def test_log_names_nobody(letters, told, caplog):
    caplog.set_level("DEBUG")
    get_user_model().objects.create_user("anna@example.org", "x")
    for mode in ("no_such_user", "cut_after_dot", "ok"):
        letters.behave(mode)
        told()
        letters()

    assert "outbox" in caplog.text
    assert "anna" not in caplog.text
    assert "Z-7" not in caplog.text


def test_calls_of_the_mail_server_are_written_down_without_the_recipient(letters, told, site):
    told()
    letters()

    [call] = Call.objects.filter(connector="notices.mail", site=site)
    assert (call.purpose, call.outcome) == ("delivery", "ok")
