"""The dues system of a municipality, over the SOAP contract that we publish (`wsdl/dues.wsdl`)."""

from __future__ import annotations

import base64
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from addons.dues.domain import Ledger
from cms.addonkit.people import Pesel
from cms.connectors import checking
from cms.connectors.base import Connector, Finding
from cms.connectors.deadline import Deadline
from cms.connectors.errors import NotConfigured
from cms.connectors.soap import soap_service

from .answer import ledger_of

if TYPE_CHECKING:
    from wagtail.models import Site

WSDL = Path(__file__).parent / "wsdl" / "dues.wsdl"
BINDING = "{urn:ratusz:dues:1}DuesSoap"
MAX_BYTES = 5 * 1024 * 1024
CHECK_SECONDS = 5.0
# Nobody's number: valid in form, with a date of birth in the year 1800, so it can be asked for
# without asking about a person.
NOBODY = Pesel("00810100002")
_ADDRESS = _("address of the dues system")


@dataclass(frozen=True, slots=True)
class Access:
    """Where a municipality's system is, and the environment variable with the credentials."""

    url: str
    secret_name: str = ""

    def headers(self) -> dict[str, str]:
        """The credentials as HTTP Basic; none when no variable is named.

        Raises:
            NotConfigured: the variable is named but not set, or not `user:password`.

        """
        if not self.secret_name:
            return {}
        secret = os.environ.get(self.secret_name, "")
        if ":" not in secret:
            raise NotConfigured(f"{self.secret_name} must hold user:password")
        return {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode('ascii')}"}


class LedgerSource(Connector):
    """Asks for everything that a person owes."""

    name = "dues.ledger"
    title = _("Tax and dues system")
    seconds = 2.0
    simulator = "simulator.app"

    def ask(self, access: Access, pesel: Pesel, deadline: Deadline) -> Ledger:
        """The ledger of one person.

        Args:
            access: the municipality's system.
            pesel: whose; the answer must be about the same number.
            deadline: the end of the call.

        Raises:
            NotConfigured: there is no address, or the credentials are missing.
            WrongData: the answer is about somebody else, contradicts itself or holds a value that
                cannot be.
            ConnectorError: there was no usable answer for another reason.

        """
        if not access.url:
            raise NotConfigured("no address of the dues system")
        service = soap_service(
            WSDL,
            BINDING,
            access.url,
            deadline=deadline,
            max_bytes=MAX_BYTES,
            headers=access.headers(),
        )
        request_id = uuid.uuid4().hex
        answer = service.call("GetLedger", payer={"pesel": pesel.reveal()}, requestId=request_id)
        return ledger_of(answer, pesel, request_id)

    def check(self, site: Site) -> tuple[Finding, ...]:
        """Whether a municipality's system can be asked, tried with the number of nobody."""
        from addons.dues.models import DuesSettings  # noqa: PLC0415 - the manifest loads us early

        access, deadline = DuesSettings.access_of(site), Deadline(CHECK_SECONDS)
        return checking.examined(
            lambda: checking.settings_complete({_ADDRESS: access.url}),
            lambda: checking.address_usable(access.url),
            lambda: checking.secret_present(access.secret_name, pair=True),
            lambda: checking.certificate_valid(access.url, deadline),
            lambda: checking.answers(lambda: self.ask(access, NOBODY, deadline)),
        )
