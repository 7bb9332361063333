"""Legal notices and who read them."""

from django.utils import timezone

from cms.clauses.models import Acknowledgement
from tests.clauses.notices import draft
from tests.security.access.asking import METHOD, MISSING, MOVED, OK, REFUSED
from tests.security.access.rows import ADMINISTRATORS, HERE, admin, rows

ARGUMENTS = {("clauses", "pk"): "clause", ("acknowledgements", "pk"): "acknowledgement"}


def build(place):
    clause = draft(place.site, key="registration", text=f"{place.word} klauzula")
    clause.title = f"{place.word} klauzula"
    clause.save()
    place.objects["clause"] = clause
    place.objects["acknowledgement"] = Acknowledgement.objects.create(
        site=place.site,
        clause=clause,
        text_hash="x",
        user=place.people["owner"],
        about=f"{place.word} o czym",
        at=timezone.now(),
    )


ROWS = [
    *rows(
        "acknowledgements:history(pk)",
        "acknowledgements:inspect(pk)",
        "clauses:history(pk)",
        "clauses:inspect(pk)",
        get=admin(OK, ADMINISTRATORS, MISSING),
        post=admin(METHOD, ADMINISTRATORS, MISSING),
    ),
    *rows(
        "acknowledgements:index()",
        "acknowledgements:index_results()",
        "clauses:index()",
        "clauses:index_results()",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": OK}),
        post=admin(METHOD, ADMINISTRATORS, REFUSED, {"elsewhere": METHOD}),
    ),
    *rows(
        "clauses:add()",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": OK}),
        post=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": OK}),
    ),
    *rows(
        "clauses:delete(pk)",
        get=admin(OK, ADMINISTRATORS, MISSING),
        post=admin(MOVED, ADMINISTRATORS, MISSING),
    ),
    *rows(
        "clauses:do_publish(pk)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(OK, ADMINISTRATORS, MISSING),
    ),
    *rows(
        "clauses:do_publish_all()",
        get=admin(METHOD, HERE, METHOD),
        post=admin(OK, HERE, OK),
    ),
    *rows(
        "clauses:do_renew(pk)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(MOVED, ADMINISTRATORS, MISSING),
    ),
    *rows(
        "clauses:do_renew_all()",
        get=admin(METHOD, HERE, METHOD),
        post=admin(MOVED, HERE, MOVED),
    ),
    *rows(
        "clauses:edit(pk)",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": MISSING}),
        post=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": MISSING}),
    ),
]
