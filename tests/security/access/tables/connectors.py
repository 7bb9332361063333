"""The outbox, and the panel of add-ons."""

from django.utils import timezone

from cms.connectors.outbox.models import OutboxDelivery
from tests.security.access.asking import METHOD, MISSING, MOVED, OK, REFUSED
from tests.security.access.rows import ADMINISTRATORS, HERE, admin, rows

ARGUMENTS = {("outbox", "pk"): "delivery"}


def build(place):
    place.objects["delivery"] = OutboxDelivery.objects.create(
        site=place.site,
        number=f"{place.word[:3].upper()}-000001",
        kind=f"{place.word.lower()}.list",
        created_at=timezone.now(),
    )


ROWS = [
    *rows(
        "outbox:do_confirm(pk)",
        "outbox:do_give-up(pk)",
        "outbox:do_send-again(pk)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(OK, ADMINISTRATORS, MISSING, {"official": OK}),
    ),
    *rows(
        "outbox:do_confirm_all()",
        "outbox:do_give-up_all()",
        "outbox:do_send-again_all()",
        get=admin(METHOD, HERE, METHOD),
        post=admin(OK, HERE, OK),
    ),
    *rows(
        "outbox:do_retry(pk)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(MOVED, ADMINISTRATORS, MISSING, {"official": MOVED}),
    ),
    *rows(
        "outbox:do_retry_all()",
        get=admin(METHOD, HERE, METHOD),
        post=admin(MOVED, HERE, MOVED),
    ),
    *rows(
        "outbox:history(pk)",
        "outbox:inspect(pk)",
        get=admin(OK, ADMINISTRATORS, MISSING, {"official": OK}),
        post=admin(METHOD, ADMINISTRATORS, MISSING, {"official": METHOD}),
    ),
    *rows(
        "outbox:index()",
        "outbox:index_results()",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"official": OK, "elsewhere": OK}),
        post=admin(METHOD, ADMINISTRATORS, REFUSED, {"official": METHOD, "elsewhere": METHOD}),
    ),
    *rows(
        "ratusz_addon(site_id,slug)",
        "ratusz_addon_ask(site_id,slug)",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": MISSING}),
        post=admin(METHOD, ADMINISTRATORS, REFUSED, {"elsewhere": MISSING}),
    ),
    *rows(
        "ratusz_addon_switch(site_id,slug)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(MISSING, ADMINISTRATORS, REFUSED, {"elsewhere": MISSING}),
    ),
    *rows(
        "ratusz_addons()",
        get=admin(OK, ADMINISTRATORS, REFUSED, {"elsewhere": OK}),
        post=admin(METHOD, HERE, METHOD),
    ),
]
