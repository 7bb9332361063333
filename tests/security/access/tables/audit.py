"""Who looked at what."""

from tests.security.access.asking import METHOD, MOVED, OK, TEASER
from tests.security.access.rows import ADMINISTRATORS, admin, everybody, rows
from tests.security.access.visitors import IN_THE_ADMIN

ROWS = [
    *rows(
        "audit__views",
        get=everybody(OK, {"anonymous": TEASER}),
        post=everybody(METHOD),
    ),
    *rows(
        "ratusz_audit()",
        "ratusz_audit_results()",
        # Each sees their own municipality's. Its POST looks for a person.
        get=admin(OK, ADMINISTRATORS, MOVED, {"elsewhere": OK}),
        post=admin(MOVED, IN_THE_ADMIN, MOVED),
    ),
]
