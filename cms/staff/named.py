"""What a request of the admin names beside its address: in its query, and in its form.

An object of another municipality is not there in these places either: Wagtail lists by title what
one may not change, offers what one may not choose, and shows in a form whatever was posted to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Site

from cms.addonkit import request_state

from .reach import library_for, page_is_reached, pages_for

_OFFICIAL = "official who fills in a form of the admin"
_ANY_PAGE = ("", "wagtailcore.page")
# Name of the address ▸ the arguments of its query or form that name pages.
_PAGES = {
    "wagtailadmin_choose_page_chosen_multiple": ("id",),
    "wagtailadmin_pages:copy": ("new_parent_page",),
    "wagtailadmin_pages:move": ("new_parent_page",),
}


def require(request: HttpRequest, arguments: dict[str, Any]) -> None:
    """Let an official name only what their municipalities have.

    Args:
        request: in the admin; its address is resolved.
        arguments: of the address; what the view is to start from instead is put in.

    Raises:
        Http404: it names an object of another municipality.

    """
    request_state.put(_OFFICIAL, (request.user, arguments.get("page_id")))
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name == "wagtail_bulk_action":
        _require_bulk(request, arguments)
    elif name == "wagtailadmin_choose_page":
        # Wagtail starts from what all pages of the type have in common, wherever they are.
        if request.GET.get("page_type", "").lower() not in _ANY_PAGE:
            root = Page.get_first_root_node()
            arguments["parent_page_id"] = root.pk if root else None
    elif name == "wagtailadmin_choose_page_external_link":
        _know_only_ones_own_sites(request)
    for argument in _PAGES.get(name, ()):
        _require_all(request, _named(request, argument), page_is_reached)


def _require_bulk(request: HttpRequest, arguments: dict[str, Any]) -> None:
    model = (arguments.get("app_label"), arguments.get("model_name"))
    if model == ("wagtailcore", "page"):
        check: Callable[[Any, Any], bool] = page_is_reached
        _require_all(request, _named(request, "childOf"), check)
        _require_all(request, _named(request, "chooser"), check)
    elif model in {_label(get_image_model()), _label(get_document_model())}:
        library = get_image_model() if model == _label(get_image_model()) else get_document_model()

        def check(user: Any, pk: Any) -> bool:
            return str(pk).isdecimal() and library_for(user, library).filter(pk=pk).exists()
    else:
        raise Http404  # people and other records of the whole installation
    _require_all(request, (pk for pk in _named(request, "id") if pk != "all"), check)


def _require_all(
    request: HttpRequest, keys: Iterable[str], check: Callable[[Any, Any], bool]
) -> None:
    for pk in keys:
        if pk and not (pk.isdecimal() and check(request.user, pk)):
            raise Http404


def _named(request: HttpRequest, argument: str) -> list[str]:
    return [*request.GET.getlist(argument), *request.POST.getlist(argument)]


def _label(model: Any) -> tuple[str, str]:
    return (model._meta.app_label, model._meta.model_name)


def _know_only_ones_own_sites(request: HttpRequest) -> None:
    """An address of another municipality stays an address: it is not looked up among its pages."""
    roots = set(pages_for(request.user).values_list("pk", flat=True))
    own = set(Site.objects.filter(root_page__in=roots).values_list("pk", flat=True))
    paths = [path for path in Site.get_site_root_paths() if path.site_id in own]
    request._wagtail_cached_site_root_paths = paths  # type: ignore[attr-defined]


def scope_forms() -> None:
    """Let choosers take, and bulk actions find, what the official reaches; the rest is not there.

    Wagtail has no hook for what is posted, so both are exchanged where they are declared.
    """
    from wagtail.admin.rich_text import DraftailRichTextArea  # noqa: PLC0415
    from wagtail.admin.views.pages.bulk_actions import page_bulk_action  # noqa: PLC0415
    from wagtail.admin.widgets.chooser import BaseChooser  # noqa: PLC0415

    action = page_bulk_action.PageBulkAction
    find, take = action.get_all_objects_in_listing_query, BaseChooser.value_from_datadict
    write = DraftailRichTextArea.value_from_datadict

    def all_reached(self: Any, parent_id: Any) -> Any:
        found = list(find(self, parent_id))
        if self.request.user.is_superuser:
            return found
        keys = [getattr(page, "pk", page) for page in found]
        return list(pages_for(self.request.user).filter(pk__in=keys).values_list("pk", flat=True))

    def value_from_datadict(self: Any, data: Any, files: Any, name: str) -> Any:
        value = take(self, data, files, name)
        return value if value is None or may_be_chosen(self.model_class, value) else None

    def text_from_datadict(self: Any, data: Any, files: Any, name: str) -> Any:
        text = data.get(name)
        return write(self, {name: without_links_elsewhere(text)} if text else data, files, name)

    action.get_all_objects_in_listing_query = all_reached
    DraftailRichTextArea.value_from_datadict = text_from_datadict
    BaseChooser.value_from_datadict = value_from_datadict


def without_links_elsewhere(text: str) -> str:
    """The editor's JSON of a rich text; links to what may not be chosen are words again."""
    content = json.loads(text)
    entities = (content or {}).get("entityMap", {})
    models = {"LINK": Page, "DOCUMENT": get_document_model(), "IMAGE": get_image_model()}
    refused = {
        str(key)
        for key, entity in entities.items()
        if (pk := entity.get("data", {}).get("id")) is not None
        and entity.get("type") in models
        and not may_be_chosen(models[entity["type"]], pk)
    }
    if not refused:
        return text
    for block in content["blocks"]:
        ranges = block.get("entityRanges", [])
        block["entityRanges"] = [one for one in ranges if str(one["key"]) not in refused]
    return json.dumps(content)


def may_be_chosen(model: Any, pk: Any) -> bool:
    """Whether the official of this request may point at an object, as far as sites go.

    What the page that is being edited points at already may stay: an operator put it there.
    """
    user, page_id = request_state.get(_OFFICIAL) or (None, None)
    if user is None or not str(pk).isdecimal():
        return True  # the operator or no form of the admin; or nothing that could be found
    if issubclass(model, Page):
        reached = page_is_reached(user, pk)
    elif model in {get_image_model(), get_document_model()}:
        reached = library_for(user, model).filter(pk=pk).exists()
    else:
        return True  # records of the platform's own guard themselves
    return reached or (page_id is not None and _points_at(page_id, model, pk))


def _points_at(page_id: Any, model: Any, pk: Any) -> bool:
    page: Any = Page.objects.filter(pk=page_id).first()
    if page is None:
        return False
    latest = page.get_latest_revision_as_object()
    named = ReferenceIndex._extract_references_from_object(latest)
    base = _base_type(model)
    return any(reference[0] == base and reference[1] == str(pk) for reference in named)


def _base_type(model: Any) -> int:
    return ReferenceIndex._get_base_content_type(model).pk  # type: ignore[no-any-return]
