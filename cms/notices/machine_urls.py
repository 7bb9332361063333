"""The endpoint that mail programs call, below `/_addons/notices/`."""

from django.urls import path

from . import unsubscribe_views

urlpatterns = [
    path("unsubscribe/<str:token>/", unsubscribe_views.one_click, name="unsubscribe"),
]
