"""Which object of the first municipality stands for an argument of an address."""

from __future__ import annotations

from functools import cache

from . import tables
from .addresses import Address
from .world import Municipality

# Argument ▸ the object's name, wherever nothing more exact is said below.
ANYWHERE = {
    "page_id": "page",
    "page_pk": "section",
    "parent_page_id": "home",
    "page_to_move_id": "page",
    "destination_id": "section",
    "revision_id": "revision",
    "collection_id": "collection",
    "redirect_id": "redirect",
    "document_id": "document",
    "doc_id": "document",
    "image_id": "image",
    "task_id": "task",
    "workflow_pk": "workflow",
    "workflow_state_id": "workflow state",
    "task_state_id": "task state",
    "translation_id": "translation",
    "translation_source_id": "source",
    "string_segment_id": "segment",
    "restriction_id": "restriction",
    "page_view_restriction_id": "restriction",
    "site_id": "site",
    "user_id": "colleague",
}
# Name of the address, or its namespace, and argument ▸ the object's name.
HERE: dict[tuple[str, str], str] = {
    ("wagtailadmin_api", "pk"): "page",
    ("wagtailadmin_api:documents:detail", "pk"): "document",
    ("wagtailadmin_api:images:detail", "pk"): "image",
    ("wagtailadmin_collections", "pk"): "collection",
    ("wagtailadmin_pages:revisions_compare", "pk"): "page",
    ("wagtailadmin_workflows", "pk"): "workflow",
    ("wagtailadmin_workflows:edit_task", "pk"): "task",
    ("wagtailadmin_workflows:disable_task", "pk"): "task",
    ("wagtailadmin_workflows:enable_task", "pk"): "task",
    ("wagtailadmin_pages:collect_workflow_action_data", "page_id"): "section",
    ("wagtailadmin_pages:workflow_action", "page_id"): "section",
    ("wagtailadmin_pages:confirm_workflow_cancellation", "page_id"): "section",
    ("wagtailadmin_pages:workflow_preview", "page_id"): "section",
    ("wagtailadmin_pages:workflow_history_detail", "page_id"): "section",
    ("wagtailadmin_pages:workflow_history", "page_id"): "section",
    ("wagtailadmin_pages:convert_alias", "page_id"): "translated",
    ("wagtail_localize:convert_to_alias", "page_id"): "translated",
    ("wagtailsettings", "pk"): "site",
    ("wagtaillocales", "pk"): "locale",
    ("wagtailsites", "pk"): "site",
    ("wagtailusers_users", "pk"): "colleague",
    ("wagtailusers_groups", "pk"): "group",
    ("wagtaildocs_chooser", "pk"): "document",
    ("wagtailimages_chooser", "pk"): "image",
    ("wagtaildocs", "uploaded_file_id"): "uploaded document",
    ("wagtailimages", "uploaded_file_id"): "uploaded image",
    ("wagtailcore_authenticate_with_password", "page_id"): "guarded",
    ("wagtailadmin_editing_sessions", "object_id"): "page",
    ("wagtail_localize", "pk"): "page",
}
# Words that are the same wherever they stand.
WORDS = {
    "overridable_segment_id": "1",
    "content_type_app_name": "ratusz_pages",
    "content_type_model_name": "contentpage",
    "app_label": "ratusz_pages",
    "model_name": "contentpage",
    "app_name": "ratusz_theme",
    "action_name": "approve",
    "action": "delete",
    "filter_spec": "max-100x100",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "session_id": "1",
    "mode": "default",
    "uidb64": "MQ",
    "token": "a-b",
    "uidb36": "1",
    "key": "a-b",
    "slug": "sample",
    "path": "nothing.png",
    "rest": "nothing/",
}
# The same, for one address.
WORDS_OF: dict[tuple[str, str], str] = {
    ("wagtailadmin_workflows:add_task", "app_label"): "wagtailcore",
    ("wagtailadmin_workflows:add_task", "model_name"): "groupapprovaltask",
    ("wagtailadmin_tag_model_autocomplete", "app_name"): "taggit",
    ("wagtailadmin_tag_model_autocomplete", "model_name"): "tag",
    ("wagtail_bulk_action", "app_label"): "wagtailcore",
    ("wagtail_bulk_action", "model_name"): "page",
    ("wagtailadmin_api:pages:action", "action_name"): "copy",
    ("wagtailadmin_editing_sessions:ping", "app_label"): "wagtailcore",
    ("wagtailadmin_editing_sessions:ping", "model_name"): "page",
    ("wagtailsettings", "model_name"): "identity",
    ("account_confirm_email", "key"): "a:b:c",
}


def values(address: Address, place: Municipality) -> dict[str, str]:
    """The arguments of an address, naming objects of a municipality.

    Raises:
        LookupError: nobody said what an argument stands for.

    """
    return {name: _value(address.name, name, place) for name in address.arguments}


def _value(name: str, argument: str, place: Municipality) -> str:
    objects = HERE | _of_the_tables()
    for scope in (name, *_namespaces(name)):
        if (scope, argument) in WORDS_OF:
            return WORDS_OF[scope, argument]
        if (scope, argument) in objects:
            return place.key(objects[scope, argument])
    if argument in ANYWHERE:
        return place.key(ANYWHERE[argument])
    if argument in WORDS:
        return WORDS[argument]
    message = f"Which object is {argument} of {name}? Say so in tests/security/access/arguments.py."
    raise LookupError(message)


@cache
def _of_the_tables() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for table in tables.modules():
        found |= getattr(table, "ARGUMENTS", {})
    return found


def _namespaces(name: str) -> list[str]:
    parts = name.split(":")[:-1]
    return [":".join(parts[:length]) for length in range(len(parts), 0, -1)]
