"""The web process of these tests: a form that is sent, and what the resident is told of it."""

from django.db import transaction
from django.http import JsonResponse
from django.urls import path
from wagtail.models import Site

from cms import urls
from cms.connectors.outbox import enqueue
from cms.connectors.outbox.models import OutboxDelivery


def put(request):
    with transaction.atomic():
        receipt = enqueue(
            "reliability.case",
            site=Site.objects.get(is_default_site=True),
            payload={"token": request.GET["token"], "words": request.GET.get("words", "")},
            once=request.GET["token"],
        )
    return JsonResponse({"number": receipt.number})


def state(request):
    delivery = OutboxDelivery.objects.filter(number=request.GET["number"]).first()
    return JsonResponse({"state": delivery.state if delivery else None})


urlpatterns = [path("put/", put), path("state/", state), *urls.urlpatterns]
