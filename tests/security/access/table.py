"""The access table: each address, and what each visitor gets there by GET.

An answer is a status, for redirects with the beginning of where to: `302 /konto/zaloguj/`. Every
app adds its rows to `ROWS` and its URL module to `DECLARED`; a URL name of a declared module
without a row fails. A GET must change nothing, so one table serves all visitors one after another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SIGN_IN = "302 /konto/zaloguj/"
CONFIRM = "302 /konto/potwierdz-haslo/"

# Modules all of whose URL names must stand in the table.
DECLARED = ("cms.residents.urls", "cms.staff.urls", "cms.notices.urls")


@dataclass(frozen=True)
class Row:
    """One address.

    `resident` is a verified resident; what the others get is the same unless it is said. An
    official of another municipality is nobody here: their session is dead on this host.
    """

    name: str
    anonymous: str
    resident: str
    arguments: dict[str, Any] = field(default_factory=dict)
    unverified: str | None = None
    official: str | None = None

    def expected(self, visitor: str) -> str:
        """The answer that a visitor gets."""
        answers = {
            "anonymous": self.anonymous,
            "unverified": self.unverified or self.resident,
            "resident": self.resident,
            "official": self.official or self.resident,
            "official elsewhere": self.anonymous,
        }
        return answers[visitor]


VISITORS = ("anonymous", "unverified", "resident", "official", "official elsewhere")

ROWS = [
    # Signing in and out
    Row("account_login", "200", "302 /pulpit/", official="302 /admin/"),
    Row("account_logout", "302 /konto/wylogowano/", "200"),
    Row("account_signed_out", "200", "200"),
    Row("account_signup", "200", "302 /pulpit/", official="302 /admin/"),
    # Password
    Row("account_reset_password", "200", "200"),
    Row("account_reset_password_done", "200", "200"),
    Row("account_reset_password_from_key", "200", "200", {"uidb36": "1", "key": "a-b"}),
    Row("account_reset_password_from_key_done", "200", "200"),
    Row("account_change_password", SIGN_IN, "200"),
    Row("account_reauthenticate", SIGN_IN, "200"),
    # E-mail address
    Row("account_email_verification_sent", "200", "200"),
    Row("account_confirm_email", "200", "200", {"key": "a:b:c"}),
    # Second factor
    Row("mfa_index", SIGN_IN, "200"),
    Row("mfa_authenticate", "302 /konto/zaloguj/", "302 /pulpit/", official="302 /admin/"),
    Row("mfa_reauthenticate", SIGN_IN, CONFIRM, official="200"),
    Row("mfa_activate_totp", SIGN_IN, CONFIRM),
    Row("mfa_deactivate_totp", SIGN_IN, "404", official=CONFIRM),
    Row("mfa_view_recovery_codes", SIGN_IN, "404"),
    Row("mfa_generate_recovery_codes", "302 /konto/zaloguj/", CONFIRM),
    Row("mfa_download_recovery_codes", SIGN_IN, "404"),
    # Settings ▸ Messages: administrators only
    Row("ratusz_messages", SIGN_IN, "403", official="302 /admin/"),
    Row(
        "ratusz_message_words",
        SIGN_IN,
        "403",
        {"site_id": 1, "kind": "accounts.password_reset", "language": "pl"},
        official="302 /admin/",
    ),
    # Messages
    Row("ratusz_unsubscribe", "404", "404", {"token": "a:b:c"}),
    Row("notices:unsubscribe", "302 /wiadomosci/", "302 /wiadomosci/", {"token": "a"}),
    # Reports ▸ Health: officials and administrators; checking now takes a POST
    Row("ratusz_health", SIGN_IN, "403", official="200"),
    Row("ratusz_health_site", SIGN_IN, "403", {"site_id": 1}, official="200"),
    Row("ratusz_health_check", SIGN_IN, "403", {"site_id": 1}, official="405"),
]
