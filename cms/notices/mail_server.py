"""The mail server, as the health page and the metrics know it."""

from __future__ import annotations

import datetime
import ssl
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.connectors import smtp
from cms.connectors.base import Connector, Finding
from cms.connectors.deadline import Deadline
from cms.connectors.errors import CertificateRefused, ConnectorError, NotConfigured
from cms.connectors.smtp import Rejected, Stage

from . import mail

if TYPE_CHECKING:
    from wagtail.models import Site

SOON = datetime.timedelta(days=21)


class MailServer(Connector):
    """Hands messages to the installation's mail server; one for all municipalities."""

    name = "notices.mail"
    title = _("Mail server")
    seconds = 5.0
    simulator = "mailbox"

    def check(self, site: Site) -> tuple[Finding, ...]:
        """Connect, encrypt, sign in, ask whether it listens; sends no message."""
        try:
            with smtp.opened(mail.server(), Deadline(self.seconds)) as conversation:
                conversation.noop()
                certificate = conversation.certificate
        except ConnectorError as error:
            return (_finding(error),)
        return tuple(_about(certificate))


def _finding(error: ConnectorError) -> Finding:
    message, advice = _words(error)
    return Finding(message, advice=advice, reason=error.reason, detail=error.detail)


def _words(error: ConnectorError) -> tuple[object, object]:
    if isinstance(error, NotConfigured):
        return (
            _("The mail server is not set up."),
            _("The operator sets RATUSZ_SMTP_HOST and RATUSZ_MAIL_FROM."),
        )
    if isinstance(error, CertificateRefused):
        return (
            _("The mail server's certificate is not trusted."),
            _("Whoever runs the mail server renews it, or the operator names its authority."),
        )
    if isinstance(error, Rejected) and error.stage is Stage.LOGIN:
        return (
            _("The mail server does not accept our user name and password."),
            _("The operator corrects RATUSZ_SMTP_USER and RATUSZ_SMTP_PASSWORD."),
        )
    return (
        _("The mail server cannot be used now."),
        _("Messages wait in the outbox and leave as soon as it works again."),
    )


def _about(certificate: dict[str, object]) -> list[Finding]:
    """What its certificate says; nothing when all is well."""
    ends = str(certificate.get("notAfter", ""))
    if not ends:
        return []
    end = datetime.datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), datetime.UTC)
    if end - timezone.now() > SOON:
        return []
    message = format_lazy(_("The mail server's certificate ends on {day}."), day=f"{end:%Y-%m-%d}")
    advice = _("Whoever runs the mail server renews it before that day.")
    return [Finding(message, serious=False, advice=advice, works=True)]
