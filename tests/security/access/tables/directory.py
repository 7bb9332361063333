"""The directory of the office."""

import datetime

from cms.directory.models import Absence, DayOff, Officer, Unit
from tests.security.access.asking import METHOD, MISSING, MOVED, OK, REFUSED
from tests.security.access.rows import ADMINISTRATORS, admin, rows

ARGUMENTS = {
    ("directory-units", "pk"): "unit",
    ("directory-officers", "pk"): "officer",
    ("directory-absences", "pk"): "absence",
    ("directory-days-off", "pk"): "day off",
}
DAY = datetime.date(2026, 11, 24)


def build(place):
    unit = Unit.objects.create(site=place.site, name=f"{place.word} referat")
    officer = Officer.objects.create(site=place.site, name=f"{place.word} Urzędnik", unit=unit)
    absence = Absence.objects.create(site=place.site, officer=officer, first_day=DAY, last_day=DAY)
    day_off = DayOff.objects.create(site=place.site, day=DAY, reason=f"{place.word} święto")
    place.objects |= {"unit": unit, "officer": officer, "absence": absence, "day off": day_off}


ROWS = [
    *rows(
        "directory-absences:add()",
        "directory-days-off:add()",
        "directory-officers:add()",
        "directory-units:add()",
        "ratusz_directory_import()",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": OK}),
        post=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": OK}),
    ),
    *rows(
        "directory-absences:delete(pk)",
        "directory-days-off:delete(pk)",
        "directory-officers:delete(pk)",
        "directory-units:delete(pk)",
        get=admin(OK, ADMINISTRATORS, MISSING),
        post=admin(MOVED, ADMINISTRATORS, MISSING),
    ),
    *rows(
        "directory-absences:edit(pk)",
        "directory-days-off:edit(pk)",
        "directory-officers:edit(pk)",
        "directory-units:edit(pk)",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": MISSING}),
        post=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": MISSING}),
    ),
    *rows(
        "directory-absences:history(pk)",
        "directory-absences:inspect(pk)",
        "directory-days-off:history(pk)",
        "directory-days-off:inspect(pk)",
        "directory-officers:history(pk)",
        "directory-officers:inspect(pk)",
        "directory-units:history(pk)",
        "directory-units:inspect(pk)",
        get=admin(OK, ADMINISTRATORS, MISSING),
        post=admin(METHOD, ADMINISTRATORS, MISSING),
    ),
    *rows(
        "directory-absences:index()",
        "directory-absences:index_results()",
        "directory-days-off:index()",
        "directory-days-off:index_results()",
        "directory-officers:index()",
        "directory-officers:index_results()",
        "directory-units:index()",
        "directory-units:index_results()",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": OK}),
        post=admin(METHOD, ADMINISTRATORS, REFUSED, {"elsewhere": METHOD}),
    ),
]
