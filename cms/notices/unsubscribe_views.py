"""Refusing the mails of a topic: a page for people, an endpoint for mail programs.

A GET refuses nothing: mail scanners open every link. Neither asks who is signed in.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.addonkit.sites import site_of

from . import unsubscribing
from .unsubscribing import BadToken

TEMPLATE = "notices/unsubscribe.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a confirmation; the POST refuses and says so."""
    site = site_of(request)
    try:
        refusal = unsubscribing.read(token, site)
    except BadToken:
        return render(request, TEMPLATE, {"state": "unknown"}, status=404)
    state = "ask"
    if request.method == "POST" and site is not None:
        unsubscribing.refuse(refusal, site)
        state = "done"
    return render(request, TEMPLATE, {"state": state, "topic": refusal.topic})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: the POST of a mail program refuses at once. A person is led to the page."""
    if request.method != "POST":
        return redirect("ratusz_unsubscribe", token)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return HttpResponseBadRequest("List-Unsubscribe=One-Click is missing.", "text/plain")
    site = site_of(request)
    try:
        refusal = unsubscribing.read(token, site)
    except BadToken:
        return HttpResponseNotFound("Unknown.", "text/plain")
    if site is not None:
        unsubscribing.refuse(refusal, site)
    return HttpResponse("OK", "text/plain")
