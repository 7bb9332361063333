"""Addresses of the staff's own pages: none yet. Signing in is on the accounts' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
