"""Template tags of the add-on framework."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import NoReverseMatch

from cms.addonkit.placements import addon_reverse
from cms.addonkit.sites import site_of

register = template.Library()


@register.simple_tag(takes_context=True)
def addon_url(context: dict[str, Any], target: str, **arguments: Any) -> str:
    """The address of a block's sub-URL on this site, or nothing when no page hosts it."""
    request = context["request"]
    site = site_of(request)
    if site is None:
        return ""
    try:
        return addon_reverse(target, site=site, request=request, **arguments)
    except NoReverseMatch:
        return ""
