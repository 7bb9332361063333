"""A page that asks everything a shared page may ask: who is there, and are there messages."""

from django.contrib import messages
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from cms import urls as project
from cms.addonkit.people import subject_of

TEMPLATE = "{% if user.is_authenticated %}{{ user }}{% else %}nobody{% endif %}"


def plain(request):
    subject_of(request)
    messages.get_messages(request)
    template = engines["django"].from_string(TEMPLATE)
    return HttpResponse(template.render({"user": request.user}, request))


urlpatterns = [path("plain/", plain), *project.urlpatterns]
