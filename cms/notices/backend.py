"""Django's mail by the outbox: Wagtail's own mails to editors wait for no mail server either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language
from wagtail.models import Site

from . import letter as letters
from . import services
from .kinds import OPEN, WORK, Notice
from .wordings import Words

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

# Never declared: it only carries words that somebody else has written.
_CARRIER = Notice(
    "notices.other", "", WORK, names=("text",), subject="$text", text="$text", action=OPEN
)


class OutboxBackend(BaseEmailBackend):
    """`EMAIL_BACKEND` of the project: a delivery for each recipient, in the caller's transaction.

    Mail of libraries names no municipality: it goes out in the name of the installation's first.
    Attachments are not taken.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put letters into the outbox; returns how many.

        Raises:
            ValueError: one has an attachment.

        """
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            return 0
        for message in email_messages:
            if message.attachments:
                problem = "The outbox takes no attachments: put files into cms.files."
                raise ValueError(problem)
            for address in _addresses(message.recipients()):
                _put_in(message, address, site)
        return len(email_messages)


def _put_in(message: EmailMessage, address: str, site: Site) -> None:
    language = get_language() or settings.LANGUAGE_CODE
    # Doubled, or a dollar sign in it would be a place for a value.
    words = Words(str(message.subject).replace("$", "$$"), str(message.body).replace("$", "$$"))
    letter = letters.fill(_CARRIER, words, site=site, language=language, values={})
    services.send(
        site=site,
        to=address,
        sender=letter.sender,
        subject=letter.subject,
        text=letter.mail_text,
        html=letter.mail_html,
        language=language,
    )


def _addresses(recipients: Iterable[str]) -> list[str]:
    return [address for _name, address in map(parseaddr, recipients) if address]
