"""The baseline: a bare Django project of one view and one template, under the same gunicorn."""

from __future__ import annotations

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

TEMPLATE = """<!doctype html>
<html lang="pl">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><ul>{% for item in items %}<li>{{ item }}</li>{% endfor %}</ul></body>
</html>
"""

settings.configure(
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],  # it sets Content-Length
    ROOT_URLCONF=__name__,
    SECRET_KEY="the baseline keeps no secret",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"bare.html": TEMPLATE})],
                    )
                ]
            },
        }
    ],
)
django.setup()


def show(request: HttpRequest) -> HttpResponse:
    """The one view."""
    return render(request, "bare.html", {"title": "Ratusz", "items": range(20)})


urlpatterns = [path("", show)]
application = get_wsgi_application()
