"""What is kept encrypted of the second factors, in allauth's table."""

from __future__ import annotations

from typing import Any

from cms.addonkit.sealed import Each, Sealed

from .second_factor import VAULT_CONTEXT

# allauth.mfa.totp and .recovery_codes, `internal/auth.py`; keys and passkeys are not encrypted.
SECRETS = ("secret", "seed")
LISTS = ("migrated_codes",)


def _context(row: Any) -> str:
    return VAULT_CONTEXT


def _within(data: Any, each: Each) -> Any:
    fresh = dict(data)
    for name in SECRETS:
        if fresh.get(name):
            fresh[name] = each(fresh[name])
    for name in LISTS:
        if name in fresh:
            fresh[name] = [each(code) if code else code for code in fresh[name]]
    return fresh


SECOND_FACTORS = Sealed(
    model="mfa.Authenticator",
    column="data",
    made_in="cms.residents.second_factor",
    context=_context,
    within=_within,
)
