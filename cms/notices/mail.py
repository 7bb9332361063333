"""A letter as a mail, and what the mail server made of it as an outcome of the outbox."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from cms.connectors import smtp
from cms.connectors.deadline import Deadline
from cms.connectors.errors import NotConfigured
from cms.connectors.outbox import Delivered, Refused, TryAgain
from cms.connectors.outbox.outcomes import Sent
from cms.connectors.smtp import MailServer, Rejected, Security, Stage

GREYLISTED = 5 * 60.0  # seconds: how long servers keep strangers waiting, usually

_NOT_TAKEN = gettext_noop("The mail server will not take the message.")
_NOT_NOW = gettext_noop("The mail server takes no message now.")
_NO_ADDRESS = gettext_noop("The e-mail address cannot be written to.")
_QUEUED = re.compile(r"queued as ([A-Za-z0-9]{4,40})\b")
# What these stages refuse is us, not this letter.
_OURS = {Stage.GREETING, Stage.TLS, Stage.LOGIN}
_SIGN_IN_FIRST = 530


def send(letter: Mapping[str, Any], *, key: str, deadline: Deadline) -> Sent:
    """Hand a letter of the outbox to the mail server.

    Args:
        letter: the payload, as `cms.notices.services.send` puts it in.
        key: of the parcel: the same in each try, so is the Message-ID made of it.
        deadline: when it must be over.

    Returns:
        Delivered, Refused for this letter, or TryAgain.

    Raises:
        ConnectorError: no answer; it says whether the letter may have arrived.

    """
    sender = from_address()
    try:
        recipient = smtp.path_of(letter["to"])
        raw = bytes_of(letter, sender=sender, recipient=recipient, key=key)
    except (NotConfigured, ValueError):
        return Refused(_NO_ADDRESS)
    try:
        with smtp.opened(server(), deadline) as conversation:
            said = conversation.post(sender, recipient, raw)
    except Rejected as error:
        return _outcome(error)
    queued = _QUEUED.search(said)
    return Delivered(queued[1] if queued else "")


def bytes_of(letter: Mapping[str, Any], *, sender: str, recipient: str, key: str) -> bytes:
    """The mail: plain text and HTML, ASCII throughout.

    Raises:
        ValueError: a header cannot be written.

    """
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = Address(letter["sender"], addr_spec=sender)
    message["To"] = Address(addr_spec=recipient)
    message["Subject"] = letter["subject"]
    message["Date"] = format_datetime(timezone.localtime())
    message["Message-ID"] = f"<{key}@{domain_of(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter["headers"].items():
        message[name] = value
    message.set_content(letter["text"], cte="quoted-printable")
    message.add_alternative(letter["html"], subtype="html", cte="quoted-printable")
    # Now: what is set before goes into the first part.
    message["Content-Language"] = letter["language"]
    return message.as_bytes()


def server() -> MailServer:
    """The mail server of Django's `EMAIL_…` settings."""
    implicit, starttls = settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS
    security = Security.IMPLICIT if implicit else Security.STARTTLS if starttls else Security.NONE
    return MailServer(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        security=security,
        user=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD,
        ca_file=str(getattr(settings, "RATUSZ_OUTBOUND_CA_FILE", "") or ""),
        hello=domain_of(from_address()),
    )


def from_address() -> str:
    """The installation's address, without a name.

    Raises:
        NotConfigured: `DEFAULT_FROM_EMAIL` holds none.

    """
    return smtp.path_of(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def domain_of(address: str) -> str:
    """What stands behind the `@`."""
    return address.rpartition("@")[2]


def _outcome(error: Rejected) -> Sent:
    if error.stage in _OURS or error.code == _SIGN_IN_FIRST:
        return TryAgain(_NOT_NOW, detail=error.detail)
    if error.temporary:
        return TryAgain(_NOT_NOW, after=GREYLISTED, detail=error.detail)
    return Refused(_NOT_TAKEN, detail=error.detail)
