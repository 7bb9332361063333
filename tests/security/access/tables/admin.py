"""Wagtail's admin: its first page, the own account, settings of the municipality."""

from tests.security.access.asking import ERROR, METHOD, MISSING, MOVED, OK, REFUSED
from tests.security.access.rows import (
    ADMINISTRATORS,
    HERE,
    OPERATOR,
    WRITERS,
    admin,
    everybody,
    rows,
)

ROWS = [
    *rows(
        "(admin/^.*/$)",
        get=admin(MISSING, HERE, MISSING),
        post=admin(MISSING, HERE, MISSING),
    ),
    *rows(
        "(admin/test404/)",
        "wagtailadmin_dismissibles()",
        "wagtailadmin_home()",
        "wagtailadmin_javascript_catalog()",
        get=admin(OK, HERE, OK),
        post=admin(METHOD, HERE, METHOD),
    ),
    *rows(
        "wagtailadmin_account()",
        "wagtailadmin_sprite()",
        get=admin(OK, HERE, OK),
        post=admin(OK, HERE, OK),
    ),
    *rows(
        "wagtailadmin_block_preview()",
        get=admin(MISSING, HERE, MISSING),
        post=admin(METHOD, HERE, METHOD),
    ),
    *rows(
        "wagtailadmin_editing_sessions:ping(app_label,model_name,object_id,session_id)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(OK, WRITERS, MISSING),
    ),
    *rows(
        "wagtailadmin_editing_sessions:release(session_id)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(OK, HERE, OK),
    ),
    *rows(
        "wagtailadmin_error_test()",
        get=admin(ERROR, OPERATOR, REFUSED),
        post=admin(ERROR, OPERATOR, REFUSED),
    ),
    *rows(
        "wagtailadmin_login()",
        "wagtailadmin_password_reset()",
        "wagtailadmin_password_reset_complete()",
        "wagtailadmin_password_reset_confirm(uidb64,token)",
        "wagtailadmin_password_reset_done()",
        get=everybody(REFUSED),
        post=everybody(REFUSED),
    ),
    *rows(
        "wagtailadmin_logout()",
        get=admin(METHOD, HERE, METHOD),
        post=admin(MOVED, HERE, MOVED),
    ),
    *rows(
        "wagtailsettings:edit(app_name,model_name)",
        get=admin(MOVED, ADMINISTRATORS, REFUSED, {"elsewhere": MOVED}),
        post=admin(MOVED, ADMINISTRATORS, REFUSED, {"elsewhere": MOVED}),
    ),
    *rows(
        "wagtailsettings:edit(app_name,model_name,pk)",
        get=admin(OK, ADMINISTRATORS, REFUSED),
        post=admin(OK, ADMINISTRATORS, REFUSED),
    ),
    *rows(
        "wagtailsettings:preview_on_edit(app_name,model_name,pk)",
        get=admin(MISSING, ADMINISTRATORS, REFUSED),
        post=admin(MISSING, ADMINISTRATORS, REFUSED),
    ),
    *rows(
        "wagtailsnippets:index()",
        get=admin(REFUSED, HERE, REFUSED),
        post=admin(REFUSED, HERE, REFUSED),
    ),
]
