"""How the demo's mail server behaves, and the switch for it on the control page."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from .replies import MAILBOX
from .state import State


class Mode(StrEnum):
    """What it does from the next connection on."""

    OK = "ok"
    SLOW = "slow"
    DRIP = "drip"
    SILENT = "silent"
    GARBAGE = "garbage"
    REFUSE = "refuse"
    BUSY = "busy"
    NO_TLS = "no_tls"
    WRONG_LOGIN = "wrong_login"
    GREYLIST = "greylist"
    NO_SUCH_USER = "no_such_user"
    FULL = "full"
    SPAM = "spam"
    CUT_AT_DATA = "cut_at_data"
    CUT_BEFORE_DOT = "cut_before_dot"
    CUT_AFTER_DOT = "cut_after_dot"
    SILENT_AFTER_DOT = "silent_after_dot"


_WORDS = {
    Mode.OK: _("takes every message"),
    Mode.SLOW: _("takes every message after one second"),
    Mode.DRIP: _("answers a byte at a time"),
    Mode.SILENT: _("takes the connection and says nothing"),
    Mode.GARBAGE: _("answers with something that is not SMTP"),
    Mode.REFUSE: _("resets every connection"),
    Mode.BUSY: _("greets with 421: too busy"),
    Mode.NO_TLS: _("offers no encryption"),
    Mode.WRONG_LOGIN: _("refuses the user name and password (535)"),
    Mode.GREYLIST: _("refuses each recipient for now (450)"),
    Mode.NO_SUCH_USER: _("refuses each recipient for good (550)"),
    Mode.FULL: _("refuses the whole message for now (452)"),
    Mode.SPAM: _("refuses the whole message for good (554)"),
    Mode.CUT_AT_DATA: _("hangs up when the message is to begin"),
    Mode.CUT_BEFORE_DOT: _("hangs up in the middle of the message"),
    Mode.CUT_AFTER_DOT: _("takes the message and hangs up without an answer"),
    Mode.SILENT_AFTER_DOT: _("takes the message and never answers"),
}


class MailSwitch:
    """What the control page knows of the mail server; the same for all processes."""

    name = "mail"
    title = _("Mail server")
    path = MAILBOX
    modes: dict[str, Any] = {mode.value: words for mode, words in _WORDS.items()}

    def __init__(self) -> None:
        self._kept = State("mail")

    def now(self) -> Mode:
        """How it behaves now."""
        kept = self._kept.get("mode", Mode.OK.value)
        return Mode(kept) if kept in self.modes else Mode.OK

    @property
    def mode(self) -> str:
        """The same, for the page."""
        return self.now().value

    def behave(self, mode: str) -> None:
        """Behave like this from the next connection on.

        Raises:
            ValueError: it knows no such mode.

        """
        if mode not in self.modes:
            raise ValueError(mode)
        self._kept.set("mode", mode)
