"""What of Wagtail's own objects an official reaches: those of the municipalities they work for.

Wagtail checks page by page and view by view, and its secondary views forget: they show a page, a
picture or a translation of whichever municipality to everybody who may enter the admin. So every
object that an address of the admin names is looked up here first, and what belongs to another
municipality is not there. The installation's operator reaches everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

# Arguments that name a page wherever they stand in the admin.
_PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
_USING = ("add", "change", "delete", "choose")


def pages_for(user: Any) -> QuerySet[Page]:
    """The pages that a user finds in the admin: those they may work on, and what is above them."""
    policy = policy_registry.get_by_type(Page)
    # Wagtail asks for the common ancestor of nothing, and has no answer.
    if not policy.user_has_any_permission(user, ("add", "change", "publish", "lock", "unlock")):
        return Page.objects.none()
    found: QuerySet[Page] = policy.explorable_instances(user)
    return found


def library_for(user: Any, model: Any) -> QuerySet[Any]:
    """The pictures or documents that a user may use or change."""
    policy = policy_registry.get_by_type(model)
    found: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, _USING)
    return found


def page_is_reached(user: Any, pk: Any) -> bool:
    """Whether a page is one of the user's; a task of a workflow brings it within reach, too."""
    if pages_for(user).filter(pk=pk).exists():
        return True
    page = Page.objects.filter(pk=pk).first()
    return bool(page and page.specific.permissions_for_user(user).can_edit())


def _image(user: Any, pk: Any) -> bool:
    return _in(library_for(user, get_image_model()), pk)


def _document(user: Any, pk: Any) -> bool:
    return _in(library_for(user, get_document_model()), pk)


def _source(user: Any, pk: Any) -> bool:
    from wagtail_localize.models import TranslationSource  # noqa: PLC0415

    key = TranslationSource.objects.filter(pk=pk).values("object_id")
    return pages_for(user).filter(translation_key__in=key).exists()


def _translation(user: Any, pk: Any) -> bool:
    from wagtail_localize.models import Translation  # noqa: PLC0415

    key = Translation.objects.filter(pk=pk).values("source__object_id")
    return pages_for(user).filter(translation_key__in=key).exists()


def _revision(user: Any, pk: Any) -> bool:
    revision = Revision.objects.filter(pk=pk).select_related("base_content_type").first()
    if revision is None:
        return False
    if not issubclass(revision.base_content_type.model_class() or object, Page):
        return True  # of something else, which its own view guards
    return page_is_reached(user, revision.object_id)


def _in(reached: QuerySet[Any], pk: Any) -> bool:
    return str(pk).isdecimal() and reached.filter(Q(pk=pk)).exists()


# Argument, or the address's name or namespace and argument ▸ the check.
_CHECKS: Mapping[tuple[str, str], Callable[[Any, Any], bool]] = {
    **{("", name): page_is_reached for name in _PAGES},
    ("", "image_id"): _image,
    ("", "document_id"): _document,
    ("", "doc_id"): _document,
    ("", "revision_id"): _revision,
    ("", "translation_id"): _translation,
    ("", "translation_source_id"): _source,
    ("wagtailadmin_api:pages", "pk"): page_is_reached,
    ("wagtailadmin_pages:revisions_compare", "pk"): page_is_reached,
    ("wagtaildocs_chooser", "pk"): _document,
    ("wagtailimages_chooser", "pk"): _image,
}

# Wagtail lists here what every municipality has, without a way to narrow it.
_OF_THE_OPERATOR = (
    "wagtailadmin_api:documents",
    "wagtailadmin_api:images",
    "wagtailadmin_error_test",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_reports",
    "wagtailadmin_workflows",
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
)


def of_the_operator(request: HttpRequest) -> bool:
    """Whether an address of the admin is for whoever runs the installation."""
    return any(scope in _OF_THE_OPERATOR for scope in _scopes(request))


def require(request: HttpRequest, arguments: Mapping[str, Any]) -> None:
    """Let an official through to what their own municipalities have.

    Args:
        request: in the admin; its address is resolved.
        arguments: of the address.

    Raises:
        Http404: an object of another municipality, or one that is not there at all.

    """
    scopes = (*_scopes(request), "")
    for name, value in arguments.items():
        check = next((_CHECKS[s, name] for s in scopes if (s, name) in _CHECKS), None)
        if check is not None and value is not None and not check(request.user, value):
            raise Http404


def _scopes(request: HttpRequest) -> tuple[str, ...]:
    """The name of the address, then its namespaces from the inmost."""
    match = request.resolver_match
    if match is None:
        return ()
    spaces = tuple(":".join(match.namespaces[:end]) for end in range(len(match.namespaces), 0, -1))
    return (match.view_name, *spaces)
