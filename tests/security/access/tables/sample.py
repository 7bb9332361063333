"""The tests' own add-on: a block of every kind, and a staff screen."""

from tests.sample.models import Case
from tests.security.access.asking import METHOD, MISSING, MOVED, OK, REFUSED, TEASER
from tests.security.access.rows import HERE, OPERATOR, admin, everybody, rows

ARGUMENTS = {("sample-cases", "pk"): "case"}
SUB_URLS = {"sample__public/detail": {"item": "sample"}}


def build(place):
    place.objects["case"] = Case.objects.create(
        site=place.site, title=f"{place.word} sprawa", owner=place.people["owner"]
    )


ROWS = [
    *rows(
        "sample-cases:add()",
        get=admin(OK, OPERATOR, REFUSED),
        post=admin(OK, OPERATOR, REFUSED),
    ),
    *rows(
        "sample-cases:delete(pk)",
        get=admin(OK, OPERATOR, MISSING, {"official": REFUSED}),
        post=admin(MOVED, OPERATOR, MISSING, {"official": REFUSED}),
        off=admin(MISSING, HERE, MISSING),
    ),
    *rows(
        "sample-cases:do_close(pk)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(MOVED, OPERATOR, MISSING, {"official": MOVED}),
    ),
    *rows(
        "sample-cases:do_close_all()",
        get=admin(METHOD, HERE, METHOD),
        post=admin(MOVED, HERE, MOVED),
    ),
    *rows(
        "sample-cases:do_reopen(pk)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(OK, OPERATOR, MISSING, {"official": OK}),
    ),
    *rows(
        "sample-cases:do_reopen_all()",
        get=admin(METHOD, HERE, METHOD),
        post=admin(OK, HERE, OK),
    ),
    *rows(
        "sample-cases:edit(pk)",
        get=admin(OK, OPERATOR, REFUSED, {"official": OK}),
        post=admin(OK, OPERATOR, REFUSED, {"official": OK}),
        off=admin(MISSING, OPERATOR, REFUSED),
    ),
    *rows(
        "sample-cases:history(pk)",
        "sample-cases:inspect(pk)",
        get=admin(OK, OPERATOR, MISSING, {"official": OK}),
        post=admin(METHOD, OPERATOR, MISSING, {"official": METHOD}),
        off=admin(MISSING, HERE, MISSING),
    ),
    *rows(
        "sample-cases:index()",
        "sample-cases:index_results()",
        get=admin(OK, OPERATOR, REFUSED, {"official": OK}),
        post=admin(METHOD, OPERATOR, REFUSED, {"official": METHOD}),
        off=admin(OK, OPERATOR, REFUSED),
    ),
    *rows(
        "sample:ping()",
        get=everybody(OK),
        post=everybody(OK),
        off=everybody(MISSING, {"elsewhere": OK}),
    ),
    *rows(
        "sample__account",
        "sample__note",
        get=everybody(OK, {"anonymous": TEASER}),
        post=everybody(METHOD),
        off=everybody(OK),
    ),
    *rows(
        "sample__broken",
        "sample__broken_template",
        "sample__file",
        "sample__form",
        "sample__public",
        get=everybody(OK),
        post=everybody(METHOD),
    ),
    *rows(
        "sample__file/download",
        "sample__public/detail",
        get=everybody(OK),
        post=everybody(METHOD),
        off=everybody(MISSING, {"elsewhere": OK}),
    ),
    *rows(
        "sample__form/send",
        get=everybody(METHOD),
        post=everybody(MOVED),
        off=everybody(MISSING, {"elsewhere": METHOD}),
    ),
    *rows(
        "sample__note/save",
        get=everybody(METHOD),
        post=everybody(MOVED, {"anonymous": REFUSED}),
        off=everybody(MISSING, {"elsewhere": METHOD}),
    ),
    *rows(
        "sample__public/members",
        get=everybody(OK, {"anonymous": REFUSED}),
        post=everybody(METHOD),
        off=everybody(MISSING, {"elsewhere": OK}),
    ),
    *rows(
        "sample__verified",
        get=everybody(TEASER, {"owner": OK, "other": OK}),
        post=everybody(METHOD),
        off=everybody(OK, {"elsewhere": TEASER}),
    ),
]
