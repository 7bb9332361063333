"""What everybody may ask for: pages, documents, machines' addresses."""

from tests.security.access.asking import INVALID, METHOD, MISSING, MOVED, OK
from tests.security.access.rows import everybody, rows

ROWS = [
    *rows(
        "(^media/(?P<path>.*)$)",
        "(_addons/<path:rest>)",
        "wagtaildocs_authenticate_with_password(restriction_id)",
        get=everybody(MISSING),
        post=everybody(MISSING),
    ),
    *rows(
        "(pl/)",
        get=everybody(MOVED),
        post=everybody(MOVED),
    ),
    *rows(
        "addonkit_sitemap()",
        "wagtail_serve()",
        get=everybody(OK),
        post=everybody(METHOD),
    ),
    *rows(
        "ui_catalogue()",
        "wagtailcore_authenticate_with_password(page_view_restriction_id,page_id)",
        "wagtailcore_login()",
        "wagtaildocs_serve()",
        get=everybody(OK),
        post=everybody(OK),
    ),
    *rows(
        "ui_display()",
        get=everybody(METHOD),
        post=everybody(INVALID),
    ),
]
