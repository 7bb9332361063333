"""Pictures, documents and tags in Wagtail's admin."""

from tests.security.access.asking import ERROR, INVALID, METHOD, MISSING, MOVED, OK, REFUSED
from tests.security.access.rows import HERE, WRITERS, admin, rows

ROWS = [
    *rows(
        "wagtailadmin_tag_autocomplete()",
        "wagtailadmin_tag_model_autocomplete(app_name,model_name)",
        "wagtailembeds:chooser()",
        "wagtailembeds:chooser_upload()",
        get=admin(OK, HERE, OK),
        post=admin(OK, HERE, OK),
    ),
    *rows(
        "wagtaildocs:add()",
        "wagtaildocs_chooser:create()",
        "wagtailimages:add()",
        "wagtailimages_chooser:create()",
        get=admin(OK, WRITERS, REFUSED, {"elsewhere": OK}),
        post=admin(OK, WRITERS, REFUSED, {"elsewhere": OK}),
    ),
    *rows(
        "wagtaildocs:add_multiple()",
        "wagtailimages:add_multiple()",
        get=admin(OK, WRITERS, REFUSED, {"elsewhere": OK}),
        post=admin(INVALID, WRITERS, REFUSED, {"elsewhere": INVALID}),
    ),
    *rows(
        "wagtaildocs:create_multiple_from_uploaded_document(uploaded_file_id)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(REFUSED, HERE, REFUSED, {"editor": ERROR}),
    ),
    *rows(
        "wagtaildocs:delete(document_id)",
        "wagtailimages:delete(image_id)",
        get=admin(OK, WRITERS, MISSING),
        post=admin(MOVED, WRITERS, MISSING),
    ),
    *rows(
        "wagtaildocs:delete_multiple(doc_id)",
        "wagtaildocs:edit_multiple(doc_id)",
        "wagtailimages:delete_multiple(image_id)",
        "wagtailimages:edit_multiple(image_id)",
        get=admin(METHOD, WRITERS, MISSING),
        post=admin(OK, WRITERS, MISSING),
    ),
    *rows(
        "wagtaildocs:delete_upload_multiple(uploaded_file_id)",
        "wagtailimages:create_multiple_from_uploaded_image(uploaded_file_id)",
        "wagtailimages:delete_upload_multiple(uploaded_file_id)",
        get=admin(METHOD, HERE, METHOD),
        post=admin(REFUSED, HERE, REFUSED, {"editor": OK}),
    ),
    *rows(
        "wagtaildocs:document_usage(document_id)",
        "wagtaildocs_chooser:chosen(pk)",
        "wagtailimages:image_usage(image_id)",
        "wagtailimages_chooser:chosen(pk)",
        get=admin(OK, WRITERS, MISSING),
        post=admin(METHOD, WRITERS, MISSING),
    ),
    *rows(
        "wagtaildocs:edit(document_id)",
        "wagtailimages:edit(image_id)",
        "wagtailimages:preview(image_id,filter_spec)",
        "wagtailimages_chooser:select_format(image_id)",
        get=admin(OK, WRITERS, MISSING),
        post=admin(OK, WRITERS, MISSING),
    ),
    *rows(
        "wagtaildocs:index()",
        "wagtaildocs:index_results()",
        "wagtailimages:index()",
        "wagtailimages:index_results()",
        get=admin(OK, WRITERS, REFUSED, {"elsewhere": OK}),
        post=admin(METHOD, WRITERS, REFUSED, {"elsewhere": METHOD}),
    ),
    *rows(
        "wagtaildocs_chooser:choose()",
        "wagtaildocs_chooser:choose_results()",
        "wagtaildocs_chooser:chosen_multiple()",
        "wagtailimages_chooser:choose()",
        "wagtailimages_chooser:choose_results()",
        "wagtailimages_chooser:chosen_multiple()",
        get=admin(OK, HERE, OK),
        post=admin(METHOD, HERE, METHOD),
    ),
    *rows(
        "wagtailimages:url_generator(image_id)",
        "wagtailimages:url_generator_output(image_id)",
        get=admin(MISSING, HERE, MISSING),
        post=admin(METHOD, WRITERS, MISSING),
    ),
]
