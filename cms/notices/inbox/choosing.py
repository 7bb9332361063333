"""Which messages somebody wants by which way: the page in the portal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cms.addonkit.blocks import BlockContext, Fragment
from cms.notices import preferences

from . import samples

if TYPE_CHECKING:
    from cms.notices.preferences import Choice

TEMPLATE = "notices/inbox/choices.html"


def choices(context: BlockContext) -> Fragment | HttpResponse:
    """The boxes; a POST stores them."""
    if context.preview or context.site is None:
        rows = samples.choices()
        return Fragment(TEMPLATE, {"rows": rows, "url": "#"}, title=_title())
    request, site, user_id = context.request, context.site, context.subject.user_id
    if request.method == "POST":
        ticked = request.POST.getlist("wanted")
        changed = preferences.store(site, user_id, ticked, actor=request.user, request=request)
        said = _("Your choices are saved.") if changed else _("Nothing changed.")
        messages.success(request, said)
        return HttpResponseRedirect(context.url("choices"))
    data = {
        "rows": list(_rows(preferences.choices_of(site, user_id))),
        "url": context.url("choices"),
        "inbox_url": context.url(),
    }
    return Fragment(TEMPLATE, data, title=_title())


def _rows(found: Iterable[Choice]) -> Iterable[dict[str, Any]]:
    for choice in found:
        boxes = [
            {
                "id": f"wanted-{choice.topic.name}-{channel}",
                "name": f"{choice.topic.name}:{channel}",
                "label": channel.label,
                "checked": choice.fixed or channel in choice.wanted,
                "fixed": choice.fixed,
            }
            for channel in choice.channels
        ]
        yield {"title": choice.topic.title, "hint": _hint(choice), "boxes": boxes}


def _hint(choice: Choice) -> str:
    if choice.fixed:
        return _("Always on: these messages protect your account or the law asks for them.")
    if choice.some_fixed:
        titles = ", ".join(str(title) for title in choice.some_fixed)
        return _("These always come: %(titles)s.") % {"titles": titles}
    return ""


def _title() -> str:
    return _("Which messages you get")
