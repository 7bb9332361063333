"""The address of private files. What stands in it says nothing about them."""

from django.urls import path

from . import views

urlpatterns = [path("_files/<str:token>/", views.serve, name="ratusz_file")]
