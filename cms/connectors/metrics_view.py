"""`/metrics`, for monitoring that knows the installation's token: no session, no cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from . import metrics


@require_GET
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The metrics; 404 where the installation has set no token, 401 without the right one."""
    token = getattr(settings, "RATUSZ_METRICS_TOKEN", "")
    if not token:
        return HttpResponse("Not found.\n", status=404, content_type="text/plain")
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {token}"):
        refusal = HttpResponse("A bearer token is needed.\n", status=401, content_type="text/plain")
        refusal["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return refusal
    text = metrics.exposition(metrics.families())
    return HttpResponse(text, content_type=metrics.CONTENT_TYPE)
