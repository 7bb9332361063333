"""`{% load ui %}`: icons, statuses, notices, money, dates and form errors in templates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.ui import display, error_summary, formats, forms, icons

register = template.Library()

register.filter("money", formats.money)
register.filter("date_words", formats.date_words)
register.filter("datetime_words", formats.datetime_words)

_NOTICE_ICONS = {"info": "info", "warning": "alert", "danger": "alert", "success": "check"}
_STATUS_KINDS = ("danger", "warning", "success", "info", "wait", "open")
# What the language switch shows; a language without an entry shows its code.
_SHORT_NAMES = {"uk": "УКР"}  # noqa: RUF001 - Cyrillic it is


# -- pictures -----------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A decorative icon: `{% icon "pay" %}`, `size` is empty (24 px), `s` (18) or `l` (32).

    It is hidden from screen readers, so the words must stand beside it. An unknown name prints
    nothing.
    """
    if name not in icons.names():
        return mark_safe("")
    return format_html(
        '<svg class="ui-icon{}" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        f" ui-icon--{size}" if size else "",
        static(icons.SPRITE),
        name,
    )


# -- components ---------------------------------------------------------------------------------


@register.simple_block_tag(takes_context=True)
def notice(
    context: template.Context, content: str, kind: str, title: str, role: str = ""
) -> SafeString:
    """A notice: `{% notice "warning" title %}<p>What it means, what next.</p>{% endnotice %}`.

    Args:
        context: the template's.
        content: what stands between the tags, may be empty.
        kind: `info`, `warning`, `danger` or `success`.
        title: what happened, in one sentence.
        role: `status` or `alert` for a notice that answers something the person has just done.

    """
    return _render(
        context,
        "ui/components/notice.html",
        {
            "kind": kind,
            "icon_name": _NOTICE_ICONS.get(kind, "info"),
            "title": title,
            "role": role,
            "content": mark_safe(content.strip()),  # noqa: S308 - the nodes have escaped it
        },
    )


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """A status: shape, then word, then colour: `{% status "danger" text %}`.

    Kinds: `danger` triangle, `warning` diamond, `success` disc, `info` square, `wait` dashed ring,
    `open` ring.
    """
    shape = kind if kind in _STATUS_KINDS else "open"
    return format_html(
        '<span class="ui-status ui-status--{}">{}{}</span>', shape, icon(f"s-{shape}"), text
    )


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Breadcrumbs from `(title, url)` pairs; the last is the page itself, without a link."""
    trail = [{"title": title, "url": url} for title, url in items]
    return {"before": trail[:-1], "last": trail[-1] if trail else None}


@register.inclusion_tag("ui/components/error_summary.html", name="error_summary")
def show_error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """What has to be corrected, with links to the fields; nothing when the forms are valid.

    It belongs first in `main`, before the heading: `{% block errors %}`.
    """
    return {"problems": error_summary.problems(*forms)}


@register.simple_tag
def error_prefix(*forms: BaseForm | None) -> str:
    """`Error: ` for the page's title after a post that was not valid; else empty."""
    return _("Error: ") if error_summary.problems(*forms) else ""


@register.simple_tag
def field_layout(field: BoundField) -> str:
    """Which markup `ui/forms/field.html` gives this field."""
    return forms.layout_of(field)


@register.simple_tag
def field_control(field: BoundField, layout: str) -> SafeString:
    """The field's widget with our class."""
    return forms.control(field, layout)


# -- money and time -----------------------------------------------------------------------------


@register.simple_tag(name="money")
def money_tag(amount: Decimal | int | None) -> str | SafeString:
    """An amount: `390,00 zł`. None means that nobody knows it, and says so; never `0,00 zł`."""
    if amount is None:
        return format_html(
            '<span class="ui-muted" aria-hidden="true">{}</span><span class="ui-hidden">{}</span>',
            "\u2013",
            _("no data"),
        )
    return formats.money(amount)


@register.simple_tag(name="date_words")
def date_tag(day: datetime.date) -> SafeString:
    """A `<time>` with the month in words. In `blocktranslate` use the filter of the same name."""
    moment = formats._local(day) if isinstance(day, datetime.datetime) else day
    return format_html(
        '<time datetime="{}">{}</time>',
        f"{moment:%Y-%m-%d}",
        formats.date_words(day),
    )


@register.simple_tag(name="datetime_words")
def datetime_tag(moment: datetime.datetime) -> SafeString:
    """A `<time>` with the day in words and the time of day."""
    return format_html(
        '<time datetime="{}">{}</time>',
        moment.isoformat(timespec="minutes"),
        formats.datetime_words(moment),
    )


# -- the page shell -----------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def scheme(context: template.Context) -> str:
    """The look that this person picked: `light`, `dark`, `contrast`, or empty."""
    return display.scheme_of(context.get("request"))


@register.inclusion_tag("ui/components/schemes.html", takes_context=True)
def scheme_switch(context: template.Context) -> dict[str, Any]:
    """The buttons that change the look. The pressed one takes the pick back."""
    request = context.get("request")
    chosen = display.scheme_of(request)
    texts = (
        ("light", _("Light"), "sun"),
        ("dark", _("Dark"), "moon"),
        ("contrast", _("High contrast"), "contrast"),
    )
    return {
        "next": request.get_full_path() if request is not None else "/",
        "schemes": [
            {
                "name": name,
                "text": text,
                "icon": icon_name,
                "pressed": name == chosen,
                "value": display.DEVICE if name == chosen else name,
            }
            for name, text, icon_name in texts
        ],
    }


@register.simple_tag
def home_url() -> str:
    """The home page in the language of this page."""
    language = get_language() or settings.LANGUAGE_CODE
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


@register.filter
def language_short(code: str) -> str:
    """What the language switch shows for a language: `PL`, `EN`, or its own letters."""
    return _SHORT_NAMES.get(code, code.upper())


def _render(context: template.Context, name: str, data: Mapping[str, Any]) -> SafeString:
    """A component in the engine of the template that uses it."""
    assert context.template is not None  # noqa: S101 - tags run while a template renders
    found = context.template.engine.get_template(name)
    return found.render(template.Context(dict(data)))
