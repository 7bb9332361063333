"""The mail on its way: what a mail server does, and what the outbox makes of it."""

import pytest
from django.contrib.auth import get_user_model

from cms.connectors import smtp
from cms.connectors.deadline import Deadline
from cms.connectors.errors import (
    CertificateRefused,
    Garbage,
    NotConfigured,
    OutboundInTransaction,
    Refused,
    TimedOut,
)
from cms.connectors.outbox.models import OutboxDelivery, OutboxEvent
from cms.notices import mail
from cms.notices.mail_server import MailServer
from cms.notices.outbox import SendMail
from cms.notices.services import notify, send
from tests.connectors.certificates import server_context
from tests.mailbox import running_mailbox

pytestmark = pytest.mark.django_db
LOGIN = ("portal", "tajne hasło")
LETTER = b"Subject: x\r\n\r\n.dot\r\ntext\r\n"


@pytest.fixture
def letters(tmp_path, db):
    with running_mailbox(tmp_path) as mailbox:
        yield mailbox


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


# -- the conversation itself -------------------------------------------------------------------


@pytest.fixture
def secured(tmp_path):
    """A mail server with TLS and a password, and how to reach it."""
    context, authority = server_context(tmp_path)

    def secured(**options):
        return running_mailbox(tmp_path, tls=context, login=LOGIN, **options)

    def reach(box, security=smtp.Security.STARTTLS, **changed):
        values = {
            "host": "127.0.0.1",
            "port": box.receiver.port,
            "security": security,
            "user": LOGIN[0],
            "password": LOGIN[1],
            "ca_file": str(authority),
        }
        return smtp.MailServer(**{**values, **changed})

    secured.reach = reach
    return secured


def post(server, seconds=5):
    with smtp.opened(server, Deadline(seconds)) as conversation:
        return conversation.post("u@x.pl", "a@x.pl", LETTER)


@pytest.mark.parametrize("security", [smtp.Security.STARTTLS, smtp.Security.IMPLICIT])
def test_conversation_is_encrypted_and_signed_in(secured, security):
    with secured(implicit=security is smtp.Security.IMPLICIT) as box:
        said = post(secured.reach(box, security))

        assert "queued as" in said
        assert box.kept()[0].message.get_content() == ".dot\r\ntext\r\n"


def test_conversation_with_a_stranger_is_refused(secured):
    with secured() as box, pytest.raises(CertificateRefused) as refused:
        post(secured.reach(box, ca_file=""))

    assert not refused.value.may_have_arrived


def test_conversation_that_cannot_be_encrypted_says_nothing_secret(secured):
    with secured() as box:
        box.behave("no_tls")
        with pytest.raises(Refused, match="offers no encryption"):
            post(secured.reach(box))


def test_conversation_without_encryption_stays_on_this_machine():
    server = smtp.MailServer(host="mail.example", port=25, security=smtp.Security.NONE)

    with pytest.raises(NotConfigured, match="TLS"):
        post(server)


def test_conversation_with_a_wrong_password_is_our_fault_not_the_letters(secured):
    with secured() as box, pytest.raises(smtp.Rejected) as rejected:
        post(secured.reach(box, password="x"))

    assert rejected.value.stage is smtp.Stage.LOGIN
    assert isinstance(mail._outcome(rejected.value), mail.TryAgain)


@pytest.mark.parametrize(
    ("mode", "error"), [("silent", TimedOut), ("drip", TimedOut), ("garbage", Garbage)]
)
def test_conversation_ends_at_the_deadline_whatever_the_server_does(letters, mode, error):
    letters.behave(mode)
    server = smtp.MailServer("127.0.0.1", letters.receiver.port, smtp.Security.NONE)

    with pytest.raises(error) as failed:
        post(server, seconds=0.4)

    assert not failed.value.may_have_arrived


def test_conversation_inside_a_transaction_is_refused(letters, transactional_db):
    from django.db import transaction

    server = smtp.MailServer("127.0.0.1", letters.receiver.port, smtp.Security.NONE)
    with transaction.atomic(), pytest.raises(OutboundInTransaction):
        post(server)


def test_password_of_the_server_is_in_no_representation():
    server = smtp.MailServer("h", 1, smtp.Security.NONE, user="u", password="CANARY")

    assert "CANARY" not in repr(server)


# -- the health of the server ------------------------------------------------------------------


def test_check_finds_nothing_when_all_is_well(letters, site):
    assert MailServer().check(site) == ()
    assert letters.kept() == []


@pytest.mark.parametrize("mode", ["refuse", "busy", "garbage"])
def test_check_says_what_is_wrong_in_words(letters, site, mode):
    letters.behave(mode)

    [finding] = MailServer().check(site)

    assert finding.serious
    assert finding.message
    assert finding.advice


def test_check_finds_a_certificate_that_ends_soon(secured, site, settings):
    with secured() as box:
        server = secured.reach(box)
        settings.EMAIL_USE_TLS = True
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = LOGIN
        settings.RATUSZ_OUTBOUND_CA_FILE = server.ca_file

        [finding] = MailServer().check(site)

    assert (finding.serious, finding.works) == (False, True)


def test_check_finds_a_password_that_is_not_accepted(secured, site, settings):
    with secured() as box:
        settings.EMAIL_USE_TLS = True
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = LOGIN[0], "x"
        settings.RATUSZ_OUTBOUND_CA_FILE = secured.reach(box).ca_file

        [finding] = MailServer().check(site)

    assert finding.serious
    assert "RATUSZ_SMTP_PASSWORD" in str(finding.advice) or finding.detail.startswith("SMTP 535")
