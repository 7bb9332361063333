"""Between the blocks and the messages. Reading (GET) changes nothing; every change is a POST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.addonkit.blocks import BlockContext, Fragment
from cms.addonkit.placements import pages_with
from cms.notices.kinds import UndeclaredNotice, notice_of
from cms.notices.models import Message
from cms.notices.services import mark_read

from . import samples

if TYPE_CHECKING:
    from uuid import UUID

PER_PAGE = 20
NEWEST = 3
PAGE_KEY = "messages"
SHOW_KEY = "show"
UNREAD = "unread"


def inbox(context: BlockContext) -> Fragment:
    """The messages of whoever is signed in, newest first."""
    if context.preview or context.site is None:
        return Fragment("notices/inbox/list.html", samples.inbox(context.value))
    mine = Message.objects.visible_to(context.subject)
    only_unread = context.request.GET.get(SHOW_KEY) == UNREAD
    counts = {"all": mine.count(), UNREAD: mine.unread().count()}
    shown = mine.unread() if only_unread else mine
    paginator = Paginator(shown.defer("text", "link"), PER_PAGE)
    page = paginator.get_page(context.request.GET.get(PAGE_KEY))
    language = context.page.locale.language_code
    data = {
        "rows": [
            {**row_of(message, language), "url": context.url("message", ref=message.pk)}
            for message in page.object_list
        ],
        "page_obj": page,
        "page_key": PAGE_KEY,
        "query": f"{SHOW_KEY}={UNREAD}&" if only_unread else "",
        "counts": counts,
        "only_unread": only_unread,
        "url": context.url(),
        "unread_url": f"{context.url()}?{SHOW_KEY}={UNREAD}",
        "mark_all_url": context.url("mark_all"),
        "choices_url": context.url("choices"),
    }
    return Fragment("notices/inbox/list.html", data)


def message(context: BlockContext, ref: UUID) -> Fragment:
    """One message, with its buttons.

    Raises:
        Http404: there is none of this id in the reader's inbox.

    """
    if context.preview:
        return Fragment("notices/inbox/message.html", samples.message(), title=str(samples.SUBJECT))
    found = _own(context, ref)
    data = {
        **row_of(found, context.page.locale.language_code),
        "text": found.text,
        "link": found.link,
        "action": _action(found),
        "inbox_url": context.url(),
        "mark_url": context.url("mark", ref=found.pk),
        "delete_url": context.url("delete", ref=found.pk),
    }
    return Fragment("notices/inbox/message.html", data, title=found.subject)


def mark(context: BlockContext, ref: UUID) -> HttpResponse:
    """Mark a message as read, or with `as=unread` as new again.

    Raises:
        Http404: there is none of this id in the reader's inbox.

    """
    found = _own(context, ref)
    as_unread = context.request.POST.get("as") == UNREAD
    if as_unread:
        Message.objects.visible_to(context.subject).filter(pk=found.pk).update(read_at=None)
        messages.success(context.request, _("The message is marked as new."))
        return HttpResponseRedirect(context.url())
    mark_read(context.subject, [found.pk])
    messages.success(context.request, _("The message is marked as read."))
    return HttpResponseRedirect(context.url("message", ref=found.pk))


def mark_all(context: BlockContext) -> HttpResponse:
    """Mark all messages as read."""
    count = mark_read(context.subject)
    if count:
        text = ngettext(
            "%(count)d message is marked as read.", "%(count)d messages are marked as read.", count
        )
        messages.success(context.request, text % {"count": count})
    else:
        messages.info(context.request, _("You have no new messages."))
    return HttpResponseRedirect(context.url())


def delete(context: BlockContext, ref: UUID) -> Fragment | HttpResponse:
    """Ask first; the answer is a POST to the same address.

    Raises:
        Http404: there is none of this id in the reader's inbox.

    """
    found = _own(context, ref)
    if context.request.method == "POST":
        found.delete()
        messages.success(context.request, _("The message is deleted."))
        return HttpResponseRedirect(context.url())
    data = {
        **row_of(found, context.page.locale.language_code),
        "url": context.url("delete", ref=found.pk),
        "message_url": context.url("message", ref=found.pk),
    }
    return Fragment("notices/inbox/delete.html", data, title=_("Delete this message?"))


def unread(context: BlockContext) -> Fragment:
    """How many messages are new, and the newest of them."""
    if context.preview or context.site is None:
        return Fragment("notices/inbox/unread.html", samples.unread(context.value))
    mine = Message.objects.visible_to(context.subject).unread()
    count = mine.count()
    inbox_page, block_id = _inbox_page(context)
    language = context.page.locale.language_code
    rows = [
        {**row_of(each, language), "url": _url_of(inbox_page, block_id, each)}
        for each in (mine.defer("text", "link")[:NEWEST] if count else ())
    ]
    url = str(inbox_page.get_url(context.request) or "") if inbox_page else ""
    return Fragment("notices/inbox/unread.html", {"count": count, "rows": rows, "url": url})


def row_of(found: Message, language: str) -> dict[str, Any]:
    """What a list shows of a message. `lang` is empty when it is the language of the page."""
    return {
        "subject": found.subject,
        "about": found.title,
        "at": timezone.localtime(found.created_at),
        "unread": found.read_at is None,
        "lang": found.language if found.language != language else "",
    }


def _action(found: Message) -> Any:
    """What the link of a message does; in general words when its app is gone."""
    try:
        return notice_of(found.kind).action
    except UndeclaredNotice:
        return _("Open the matter")


def _own(context: BlockContext, ref: UUID) -> Message:
    found = Message.objects.visible_to(context.subject).filter(pk=ref).first()
    if found is None:
        text = "No message of this person."
        raise Http404(text)
    return found


def _inbox_page(context: BlockContext) -> tuple[Any, str]:
    """The page with the inbox in the language of this page, and the block's id there."""
    for page in pages_with("notices", context.site, context.page.locale.language_code):
        specific = page.specific
        for child in specific.addon_children():
            if child.block_type == "notices__inbox":
                return specific, str(child.id)
    return None, ""


def _url_of(page: Any, block_id: str, found: Message) -> str:
    return str(page.addon_url(block_id, "message", ref=found.pk)) if page else ""
