"""What the audit records of accounts and identities."""

from django.utils.translation import gettext_lazy as _

from cms.audit.events import Category, Event, declare


def _identity(name: str, title: object, *keys: str) -> Event:
    return declare(Event(name, title, Category.IDENTITY, keys=keys))


SIGNED_IN = _identity("account.signed_in", _("Signed in"))
SIGNED_OUT = _identity("account.signed_out", _("Signed out"))
# `address` is a pseudonym of what was typed, never the e-mail address.
SIGN_IN_REFUSED = _identity("account.sign_in_refused", _("Sign-in refused"), "address")
CODE_REFUSED = _identity("account.code_refused", _("Code of the second factor refused"))
PASSWORD_CHANGED = _identity("account.password_changed", _("Password changed"))
PASSWORD_RESET = _identity("account.password_reset", _("Password set anew by a link"))
FACTOR_ADDED = _identity("account.factor_added", _("Second factor added"), "kind")
FACTOR_REMOVED = _identity("account.factor_removed", _("Second factor removed"), "kind")

VERIFIED = _identity("identity.verified", _("Identity confirmed"), "how")
REVOKED = _identity("identity.revoked", _("Confirmation of identity taken back"))
PESEL_SET = _identity("identity.pesel_set", _("PESEL bound to an account"))
PESEL_REMOVED = _identity("identity.pesel_removed", _("PESEL removed from an account"))
