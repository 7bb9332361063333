"""dashboard"""

from tests.security.access.asking import METHOD, OK, TEASER
from tests.security.access.rows import everybody, rows

ROWS = [
    *rows(
        "dashboard__cards",
        get=everybody(OK, {"anonymous": TEASER}),
        post=everybody(METHOD),
    ),
]
