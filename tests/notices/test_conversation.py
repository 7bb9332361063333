"""The conversation with a mail server: encrypted, bounded, and clear about what came of it."""

import pytest
from django.db import transaction

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
from cms.connectors.outbox import TryAgain
from cms.notices import mail

pytestmark = pytest.mark.django_db
LETTER = b"Subject: x\r\n\r\n.dot\r\ntext\r\n"


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
    assert isinstance(mail._outcome(rejected.value), TryAgain)


@pytest.mark.parametrize(
    ("mode", "error"), [("silent", TimedOut), ("drip", TimedOut), ("garbage", Garbage)]
)
def test_conversation_ends_at_the_deadline_whatever_the_server_does(letters, mode, error):
    letters.behave(mode)
    server = smtp.MailServer("127.0.0.1", letters.receiver.port, smtp.Security.NONE)

    with pytest.raises(error) as failed:
        post(server, seconds=0.4)

    assert not failed.value.may_have_arrived


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_conversation_inside_a_transaction_is_refused(letters):
    server = smtp.MailServer("127.0.0.1", letters.receiver.port, smtp.Security.NONE)
    with transaction.atomic(), pytest.raises(OutboundInTransaction):
        post(server)


def test_password_of_the_server_is_in_no_representation():
    server = smtp.MailServer("h", 1, smtp.Security.NONE, user="u", password="CANARY")

    assert "CANARY" not in repr(server)
