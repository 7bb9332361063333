"""Template tags of the add-on framework."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import NoReverseMatch
from django.utils.html import format_html

from cms.addonkit import resumed
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


@register.simple_tag(takes_context=True)
def addon_form(context: dict[str, Any]) -> str:
    """The hidden field that lets a form be filled again when the session ends before it is sent.

    Use it beside `{% csrf_token %}` in the form of a block that asks for a signed-in person.
    """
    signed = resumed.opened_by(context["addon"])
    if not signed:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', resumed.FIELD, signed)
