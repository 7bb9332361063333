"""`{% load navigation %}`: what the shell of a page shows around its content."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Page

from pages.navigation import Column, Item, LanguageItem, languages_of, navigation_of

register = template.Library()


def _shown(context: template.Context) -> Page | None:
    """The page that is being shown; account and error pages have none."""
    page = context.get("page")
    return page if isinstance(page, Page) else None


@register.simple_tag(takes_context=True)
def site_navigation(context: template.Context) -> list[Item]:
    """The main menu: a list of {title, url, current}."""
    navigation = _navigation(context)
    return navigation.menu(_shown(context)) if navigation else []


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageItem]:
    """The language switch: a list of {code, title, url, current}; empty when there is no choice."""
    if "request" not in context:
        return []
    languages = languages_of(context["request"])
    return languages if len(languages) > 1 else []


@register.simple_tag(takes_context=True)
def footer_links(context: template.Context) -> list[Column]:
    """The footer: a list of {title, links: a list of {title, url}}."""
    navigation = _navigation(context)
    return navigation.columns() if navigation else []


@register.simple_tag(takes_context=True)
def breadcrumbs(context: template.Context) -> list[tuple[str, str]]:
    """(title, url) pairs for `{% crumbs %}`; empty on the home page and without a page."""
    navigation, page = _navigation(context), _shown(context)
    if navigation is None or page is None:
        return []
    return navigation.crumbs(page, context.get("focus"))


@register.simple_tag(takes_context=True)
def account_url(context: template.Context) -> str:
    """Where "My account" leads."""
    navigation = _navigation(context)
    return navigation.account_url() if navigation else ""


@register.simple_tag(takes_context=True)
def editor_bar(context: template.Context) -> str:
    """Wagtail's user bar, for editors only.

    Without a session cookie nobody is asked for: public pages must not vary by cookie.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    if not getattr(request.user, "is_staff", True):  # a resident: no permission is looked up
        return ""
    bar: str = wagtailuserbar(context)
    return bar


def _navigation(context: template.Context) -> Any:
    request = context.get("request")
    return navigation_of(request) if request is not None else None
