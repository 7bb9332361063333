"""What the failures of connectors mean for officials, and what to do about them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from .base import Finding
from .errors import CertificateRefused, ConnectorError, HostNotAllowed, LoginRefused
from .results import Reason

_ASK_THEM = _("Tell whoever runs that system. The portal tries again by itself.")
_SUPPORT = _("Tell whoever runs that system, and the portal's operator.")

# reason ▸ (what is the matter, what to do)
_WORDS: dict[Reason, tuple[Any, Any]] = {
    Reason.NOT_CONFIGURED: (
        _("The settings are incomplete, or hold something that cannot be used."),
        _("An administrator completes them under Settings."),
    ),
    Reason.REFUSED: (_("No connection can be made."), _ASK_THEM),
    Reason.TIMEOUT: (_("There was no answer in time."), _ASK_THEM),
    Reason.FAULT: (_("It answers that it has failed."), _ASK_THEM),
    Reason.GARBAGE: (_("Its answer cannot be read."), _SUPPORT),
    Reason.WRONG_DATA: (_("Its answer contradicts itself, so it is not used."), _SUPPORT),
    Reason.TOO_LARGE: (_("Its answer is larger than any true one."), _SUPPORT),
}

UNTRUSTED = _("Its certificate comes from nobody we trust.")
# The numbers are OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID, …_HAS_EXPIRED, …_HOSTNAME_MISMATCH,
# …_IP_ADDRESS_MISMATCH.
CERTIFICATE_WORDS: dict[int, Any] = {
    9: _("Its certificate is not valid yet."),
    10: _("Its certificate has expired."),
    62: _("Its certificate is for another name."),
    64: _("Its certificate is for another name."),
}


def words_of(reason: Reason) -> tuple[Any, Any]:
    """What a reason means, and what to do about it: two lazy sentences."""
    return _WORDS[reason]


def finding_of(error: ConnectorError) -> Finding:
    """A failure as a finding, with our own words only."""
    message, advice = _WORDS[error.reason]
    reason = error.reason
    if isinstance(error, HostNotAllowed):
        message = _("The installation does not allow calls to that address.")
        advice = _("The operator of the installation adds it to RATUSZ_OUTBOUND_HOSTS.")
        reason = Reason.NOT_CONFIGURED
    elif isinstance(error, LoginRefused):
        message = _("It does not accept our credentials.")
        advice = _("Compare the credentials with those that the other side gave out.")
        reason = Reason.FAULT
    elif isinstance(error, CertificateRefused):
        message = CERTIFICATE_WORDS.get(error.code, UNTRUSTED)
    return Finding(message, advice=advice, reason=reason, detail=error.detail)
