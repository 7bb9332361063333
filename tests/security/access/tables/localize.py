"""Translations in Wagtail's admin."""

from tests.security.access.asking import ERROR, METHOD, MISSING, MOVED, OK, REFUSED
from tests.security.access.rows import HERE, OPERATOR, WRITERS, admin, rows

ROWS = [
    *rows(
        "wagtail_localize:convert_to_alias(page_id)",
        "wagtail_localize:update_translations(translation_source_id)",
        get=admin(OK, WRITERS, MISSING),
        post=admin(MOVED, WRITERS, MISSING),
    ),
    *rows(
        "wagtail_localize:download_pofile(translation_id)",
        "wagtail_localize:preview_translation(translation_id)",
        "wagtail_localize:submit_page_translation(page_id)",
        get=admin(OK, WRITERS, MISSING),
        post=admin(OK, WRITERS, MISSING),
    ),
    *rows(
        "wagtail_localize:edit_override(translation_id,overridable_segment_id)",
        "wagtail_localize:edit_string_translation(translation_id,string_segment_id)",
        get=admin(METHOD, WRITERS, MISSING),
        post=admin(METHOD, WRITERS, MISSING),
    ),
    *rows(
        "wagtail_localize:javascript_catalog()",
        get=admin(OK, HERE, OK),
        post=admin(METHOD, HERE, METHOD),
    ),
    *rows(
        "wagtail_localize:machine_translate(translation_id)",
        get=admin(METHOD, WRITERS, MISSING),
        post=admin(MISSING, HERE, MISSING),
    ),
    *rows(
        "wagtail_localize:preview_translation(translation_id,mode)",
        get=admin(MISSING, HERE, MISSING),
        post=admin(MISSING, HERE, MISSING),
    ),
    *rows(
        "wagtail_localize:snippets_api_detail(app_label,model_name,pk)",
        "wagtail_localize:snippets_api_listing(app_label,model_name)",
        get=admin(MISSING, HERE, MISSING),
        post=admin(METHOD, HERE, METHOD),
    ),
    *rows(
        "wagtail_localize:stop_translation(translation_id)",
        get=admin(METHOD, WRITERS, MISSING),
        post=admin(MOVED, WRITERS, MISSING),
    ),
    *rows(
        "wagtail_localize:submit_snippet_translation(app_label,model_name,pk)",
        get=admin(MISSING, WRITERS, REFUSED, {"elsewhere": MISSING}),
        post=admin(MISSING, WRITERS, REFUSED, {"elsewhere": MISSING}),
    ),
    *rows(
        "wagtail_localize:translations_report()",
        "wagtail_localize:translations_report_results()",
        get=admin(OK, OPERATOR, REFUSED),
        post=admin(METHOD, OPERATOR, REFUSED),
    ),
    *rows(
        "wagtail_localize:upload_pofile(translation_id)",
        get=admin(METHOD, WRITERS, MISSING),
        post=admin(ERROR, WRITERS, MISSING),
    ),
]
