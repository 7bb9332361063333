"""Suggestions of tags: those of the official's own pictures and documents.

Wagtail suggests every tag of the installation, and a tag may name what another municipality plans.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from .reach import library_for

ADDRESSES = ("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete")
_MOST = 10


def suggest(request: HttpRequest) -> JsonResponse:
    """Up to ten tags that begin with `term`, as Wagtail's own view answers."""
    term = request.GET.get("term", "")
    if not term:
        return JsonResponse([], safe=False)
    used: set[int] = set()
    for model in (get_image_model(), get_document_model()):
        used.update(_used(request.user, model))
    tags = Tag.objects.filter(pk__in=used, name__istartswith=term[:100]).order_by("name")
    return JsonResponse(list(tags.values_list("name", flat=True)[:_MOST]), safe=False)


def _used(user: Any, model: Any) -> Any:
    items = TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=library_for(user, model).values("pk"),
    )
    return items.values_list("tag_id", flat=True)
