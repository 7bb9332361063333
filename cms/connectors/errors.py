"""What can go wrong at the border, each with the reason a result carries.

The texts are our own words. The other side's text (a SOAP Fault, an error page) may hold secrets
and personal data, so it never becomes part of an exception.
"""

from __future__ import annotations

from .results import Reason


class ConnectorError(Exception):
    """A call to an outside system gave no usable answer.

    Args:
        detail: what happened, in our words, safe for a log.

    """

    reason: Reason = Reason.GARBAGE

    may_have_arrived: bool = True
    """False when it is certain that nothing of the question has left: it can be sent again."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.reason.value)
        self.detail = detail or self.reason.value


class NotConfigured(ConnectorError):
    """The municipality has not said where to ask, or the settings are incomplete."""

    reason = Reason.NOT_CONFIGURED
    may_have_arrived = False


class Refused(ConnectorError):
    """The connection could not be made, or the other side turned us away."""

    reason = Reason.REFUSED


class HostNotAllowed(Refused):
    """The address is not on the installation's allow-list; no socket was opened."""

    may_have_arrived = False


class LoginRefused(Refused):
    """The other side answers, but does not accept our credentials."""


class CertificateRefused(Refused):
    """The other side's certificate is not good; nothing was sent.

    Args:
        detail: what happened, in our words.
        code: OpenSSL's number of what is wrong with it (`X509_V_ERR_…`); 0 when it is not known.

    """

    may_have_arrived = False

    def __init__(self, detail: str = "", *, code: int = 0) -> None:
        super().__init__(detail)
        self.code = code


class TimedOut(ConnectorError):
    """The deadline passed before the whole answer was here."""

    reason = Reason.TIMEOUT


class RemoteFault(ConnectorError):
    """The system said that it failed: a SOAP Fault, or an HTTP status of 400 and above.

    Args:
        detail: what happened, in our words.
        code: the local name of the fault code, when it is a plain short word; empty otherwise.

    """

    reason = Reason.FAULT

    def __init__(self, detail: str = "", *, code: str = "") -> None:
        super().__init__(detail)
        self.code = code


class Garbage(ConnectorError):
    """The answer is not in the agreed form."""

    reason = Reason.GARBAGE


class TooLarge(ConnectorError):
    """The answer has more bytes than any true one."""

    reason = Reason.TOO_LARGE


class WrongData(ConnectorError):
    """The answer is well formed but holds an impossible value, or somebody else's data.

    Args:
        field: the name of the field at fault, never its value.
        detail: what is wrong with it, in our words.

    """

    reason = Reason.WRONG_DATA

    def __init__(self, field: str, detail: str = "the value is not acceptable") -> None:
        super().__init__(f"{field}: {detail}")
        self.field = field


class OutboundInTransaction(RuntimeError):
    """A programming error: an outside system was called inside a database transaction.

    A slow answer would hold locks (on SQLite: every writer's) for as long as it takes.
    """


def place_of(error: BaseException) -> str:
    """The kind of an error and the line it comes from, for a log: its text may hold data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
