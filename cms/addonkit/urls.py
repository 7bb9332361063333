"""Machine endpoints of the add-ons, under `/_addons/<slug>/`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from .registry import addons


@csrf_exempt
def not_found(request: HttpRequest, rest: str) -> JsonResponse:
    """A JSON 404 for machines: no redirect, no language, no HTML."""
    return JsonResponse({"error": "not found"}, status=404)


def machine_urlpatterns() -> list[Any]:
    """One mount per add-on that has endpoints, and a JSON 404 for the rest."""
    mounts: list[Any] = [
        path(f"{slug}/", include((addon.load(f"{addon.site_urls}.urlpatterns"), slug)))
        for slug, addon in addons().items()
        if addon.site_urls
    ]
    return [*mounts, path("<path:rest>", not_found)]


urlpatterns = machine_urlpatterns()
