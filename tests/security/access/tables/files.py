"""Private files."""

from tests.files.keeping import stored
from tests.security.access.asking import METHOD, MISSING, MOVED, OK, REFUSED
from tests.security.access.rows import ADMINISTRATORS, HERE, OPERATOR, admin, everybody, rows

ARGUMENTS = {
    ("private-files", "pk"): "private file",
    ("ratusz_file_for_staff", "pk"): "private file",
}


def build(place):
    place.objects["private file"] = stored(
        place.site, place.people["owner"], name=f"{place.word}.txt", purpose="tests.matter"
    )


ROWS = [
    *rows(
        "private-files:delete(pk)",
        get=admin(OK, OPERATOR, MISSING, {"administrator": REFUSED}),
        post=admin(MOVED, OPERATOR, MISSING, {"administrator": REFUSED}),
    ),
    *rows(
        "private-files:history(pk)",
        "private-files:inspect(pk)",
        get=admin(OK, ADMINISTRATORS, MISSING),
        post=admin(METHOD, ADMINISTRATORS, MISSING),
    ),
    *rows(
        "private-files:index()",
        "private-files:index_results()",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": OK}),
        post=admin(METHOD, ADMINISTRATORS, REFUSED, {"elsewhere": METHOD}),
    ),
    *rows(
        "ratusz_file(token)",
        get=everybody(MISSING),
        post=everybody(METHOD),
    ),
    *rows(
        "ratusz_file_for_staff(pk)",
        get=admin(OK, ADMINISTRATORS, MISSING),
        post=admin(METHOD, HERE, METHOD),
    ),
]
