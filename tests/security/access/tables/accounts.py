"""Accounts: signing in and out, passwords, the second factor."""

from tests.security.access.asking import METHOD, MISSING, MOVED, OK, REFUSED, SIGN_IN
from tests.security.access.rows import HERE, admin, everybody, rows

ROWS = [
    *rows(
        "account_change_password()",
        "account_reauthenticate()",
        get=everybody(OK, {"anonymous": SIGN_IN}),
        post=everybody(OK, {"anonymous": SIGN_IN}),
    ),
    *rows(
        "account_confirm_email(key)",
        get=everybody(OK),
        post=everybody(MISSING),
    ),
    *rows(
        "account_email_verification_sent()",
        "account_reset_password_done()",
        "account_reset_password_from_key_done()",
        "account_signed_out()",
        get=everybody(OK),
        post=everybody(METHOD),
    ),
    *rows(
        "account_login()",
        "account_signup()",
        get=everybody(REFUSED, {"anonymous": OK, "account": MOVED, "owner": MOVED, "other": MOVED}),
        post=everybody(
            REFUSED, {"anonymous": OK, "account": MOVED, "owner": MOVED, "other": MOVED}
        ),
    ),
    *rows(
        "account_logout()",
        get=everybody(OK, {"anonymous": MOVED}),
        post=everybody(MOVED),
    ),
    *rows(
        "account_reset_password()",
        "account_reset_password_from_key(uidb36,key)",
        get=everybody(OK),
        post=everybody(OK),
    ),
    *rows(
        "mfa_activate_totp()",
        "mfa_generate_recovery_codes()",
        get=everybody(MOVED, {"anonymous": SIGN_IN}),
        post=everybody(MOVED, {"anonymous": SIGN_IN}),
    ),
    *rows(
        "mfa_authenticate()",
        get=everybody(
            REFUSED, {"anonymous": SIGN_IN, "account": MOVED, "owner": MOVED, "other": MOVED}
        ),
        post=everybody(
            REFUSED, {"anonymous": SIGN_IN, "account": MOVED, "owner": MOVED, "other": MOVED}
        ),
    ),
    *rows(
        "mfa_deactivate_totp()",
        get=admin(
            MOVED,
            HERE,
            MOVED,
            {
                "account": MISSING,
                "owner": MISSING,
                "other": MISSING,
                "without second factor": MISSING,
            },
        ),
        post=admin(
            MOVED,
            HERE,
            MOVED,
            {
                "account": MISSING,
                "owner": MISSING,
                "other": MISSING,
                "without second factor": MISSING,
            },
        ),
    ),
    *rows(
        "mfa_download_recovery_codes()",
        get=everybody(MISSING, {"anonymous": SIGN_IN}),
        post=everybody(MISSING, {"anonymous": SIGN_IN}),
    ),
    *rows(
        "mfa_index()",
        get=everybody(OK, {"anonymous": SIGN_IN}),
        post=everybody(METHOD, {"anonymous": SIGN_IN}),
    ),
    *rows(
        "mfa_reauthenticate()",
        get=admin(
            OK,
            HERE,
            OK,
            {"account": MOVED, "owner": MOVED, "other": MOVED, "without second factor": MOVED},
        ),
        post=admin(
            OK,
            HERE,
            OK,
            {"account": MOVED, "owner": MOVED, "other": MOVED, "without second factor": MOVED},
        ),
    ),
    *rows(
        "mfa_view_recovery_codes()",
        get=everybody(MISSING, {"anonymous": SIGN_IN}),
        post=everybody(METHOD, {"anonymous": SIGN_IN}),
    ),
]
