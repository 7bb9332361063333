"""The mail as a delivery of the outbox."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.connectors.outbox import Delivered, Delivery, Parcel, Refused, Step
from cms.connectors.outbox.outcomes import Sent

from . import mail
from .mail_server import MailServer

_TOO_LATE = gettext_noop("The message came too late: what it says is not valid any more.")


class SendMail(Step):
    """One conversation with the mail server.

    A mail cannot be asked about. So when the server's answer to the whole letter is lost, nothing
    is sent again by itself: an official decides.
    """

    name = "smtp"
    title = _("E-mail")
    connector = MailServer
    unaskable = True
    seconds = 30.0

    def send(self, parcel: Parcel) -> Sent:
        """Hand the letter to the mail server."""
        letter = parcel.payload
        if not letter["to"]:
            return Delivered()  # rehearsed: see services.send
        until = letter["until"]
        if until and datetime.datetime.fromisoformat(until) <= timezone.now():
            return Refused(_TOO_LATE)
        return mail.send(letter, key=parcel.key, deadline=parcel.deadline)


class Mail(Delivery):
    """A message by e-mail."""

    kind = "notices.mail"
    title = _("E-mail message")
    steps = (SendMail(),)
