"""Mails of Django and Wagtail, by the outbox."""

import pytest
from django.core.mail import EmailMessage, send_mail

from cms.connectors.outbox.models import OutboxDelivery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox_backend(settings):
    settings.EMAIL_BACKEND = "cms.notices.backend.OutboxBackend"


def test_mail_of_wagtail_is_sent_to_each_recipient(letters, site):
    send_mail("Page <b> $5", "Look:\n\nhttps://x.pl/admin/ $x", None, ["a@x.pl", "Ewa <b@x.pl>"])

    first, second = letters()
    assert (first.to, second.to) == (["a@x.pl"], ["b@x.pl"])
    assert first.subject == "Page <b> $5"
    assert "https://x.pl/admin/ $x" in first.body
    assert '<a href="https://x.pl/admin/"' in first.html
    assert "Page &lt;b&gt; $5" in first.html


def test_mail_waits_for_no_server(letters, site):
    letters.behave("silent")

    send_mail("x", "x", None, ["a@x.pl"])

    assert OutboxDelivery.objects.get().state == "open"


def test_mail_with_a_line_break_in_its_subject_has_no_further_header(letters, site):
    send_mail("x\r\nBcc: z@evil.pl", "x", None, ["a@x.pl"])

    [letter] = letters()
    assert letter.subject == "x Bcc: z@evil.pl"
    assert "Bcc" not in letter.message


def test_mail_with_an_attachment_is_refused(site):
    message = EmailMessage("x", "x", None, ["a@x.pl"], attachments=[("a.txt", "x", "text/plain")])

    with pytest.raises(ValueError, match="attachments"):
        message.send()
