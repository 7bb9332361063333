"""What the accounts tell people: declared, so that a municipality can choose its own words.

All go by e-mail alone: whoever needs them cannot sign in, or must learn of it outside of the
account.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.notices.kinds import ACCOUNT, ANYBODY, Channel, Notice, declare

_MOMENT = {"when": _("10 November 2026, 6:15")}


def _letter(
    kind: str,
    title: object,
    text: object,
    *,
    names: tuple[str, ...] = (),
    valid_for: datetime.timedelta | None = None,
) -> Notice:
    return declare(
        Notice(
            kind,
            title,
            ACCOUNT,
            names=names,
            subject=format_lazy("{} – $municipality", title),
            text=text,
            channels=(Channel.MAIL,),
            mandatory=True,
            audience=ANYBODY,
            valid_for=valid_for,
            action=title,
            samples=_MOMENT if names else {},
        )
    )


PASSWORD_RESET = _letter(
    "accounts.password_reset",
    _("Set a new password"),
    _(
        "Somebody asked for a new password for your account. Was it you? Open this address within"
        " an hour:\n\n$link\n\nIt was not you? Then do nothing: your password stays as it is."
    ),
    valid_for=datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
)
CONFIRM_ADDRESS = _letter(
    "accounts.confirm_address",
    _("Confirm your e-mail address"),
    _(
        "Confirm that this is your e-mail address. Open this address within a day and press the"
        " button there:\n\n$link\n\nYou have no account here? Then do nothing."
    ),
    valid_for=datetime.timedelta(days=1),
)
PASSWORD_CHANGED = _letter(
    "accounts.password_changed",
    _("Your password was changed"),
    _(
        "The password of your account was changed. When: $when\n\n"
        "It was not you? Set a new password at once and call the office."
    ),
    names=("when",),
)
CODES_ON = _letter(
    "accounts.codes_on",
    _("Codes from an app are on"),
    _(
        "Your account now asks for codes from an app. When: $when\n\n"
        "It was not you? Set a new password at once and call the office."
    ),
    names=("when",),
)
CODES_OFF = _letter(
    "accounts.codes_off",
    _("Codes from an app are off"),
    _(
        "Your account no longer asks for codes from an app. When: $when\n\n"
        "It was not you? Set a new password at once and call the office."
    ),
    names=("when",),
)
SPARE_CODES = _letter(
    "accounts.spare_codes",
    _("New spare codes"),
    _(
        "New spare codes for your account were made. When: $when\n\n"
        "It was not you? Set a new password at once and call the office."
    ),
    names=("when",),
)
