"""What is posted where Wagtail does not stand an empty form: a form of no consequence."""

_PAGE = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
    "body-count": "0",
}

# Key of the row ▸ fields.
FORMS: dict[str, dict[str, str]] = {
    "wagtailadmin_pages:add(content_type_app_name,content_type_model_name,parent_page_id)": _PAGE,
    "wagtailadmin_pages:edit(page_id)": _PAGE,
    "wagtailadmin_pages:revisions_revert(page_id,revision_id)": _PAGE,
    "wagtailadmin_pages:copy(page_id)": {"new_parent_page": "1"},
    "wagtailadmin_choose_page_external_link()": {"external-link-chooser-url": "x"},
}
