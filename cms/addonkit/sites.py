"""The municipality of a request: its Wagtail Site, looked up once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site


def site_of(request: HttpRequest) -> Site | None:
    """The Wagtail Site that the request's host belongs to, or None."""
    from wagtail.models import Site  # noqa: PLC0415

    return Site.find_for_request(request)
