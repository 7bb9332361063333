"""Machine endpoints of the add-ons, under `/_addons/<slug>/`."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from .discovery import report
from .registry import addons

logger = logging.getLogger(__name__)


@csrf_exempt
def not_found(request: HttpRequest, rest: str) -> JsonResponse:
    """A JSON 404 for machines: no redirect, no language, no HTML."""
    return JsonResponse({"error": "not found"}, status=404)


def machine_urlpatterns() -> list[Any]:
    """One mount per add-on that has endpoints, and a JSON 404 for the rest."""
    mounts: list[Any] = []
    for slug, addon in addons().items():
        if addon.site_urls:
            try:
                patterns = addon.load(f"{addon.site_urls}.urlpatterns")
            except Exception as error:
                logger.exception("The endpoints of the add-on %s cannot be loaded", slug)
                report(slug, f"{type(error).__name__}: {error}")
                continue
            mounts.append(path(f"{slug}/", include((patterns, slug))))
    return [*mounts, path("<path:rest>", not_found)]


urlpatterns = machine_urlpatterns()
