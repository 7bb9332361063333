"""Dues: the card of the owner is nobody else's."""

from tests.security.access.asking import METHOD, MISSING, OK, REFUSED, TEASER
from tests.security.access.rows import everybody, rows

SUB_URLS = {"dues__dues/card": {"account": "unknown"}}

ROWS = [
    *rows(
        "dues__balance",
        "dues__dues",
        get=everybody(TEASER, {"owner": OK, "other": OK}),
        post=everybody(METHOD),
        off=everybody(OK, {"elsewhere": TEASER}),
    ),
    *rows(
        "dues__dues/card",
        get=everybody(REFUSED, {"owner": MISSING, "other": MISSING}),
        post=everybody(METHOD),
        off=everybody(MISSING, {"elsewhere": REFUSED}),
    ),
]
