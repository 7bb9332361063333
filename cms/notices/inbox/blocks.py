"""The blocks of an inbox: the messages with what can be done to them, and how many are new."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.addonkit.blocks import AddonBlock, BlockContext, Fragment
from cms.addonkit.people import Assurance
from cms.addonkit.routes import subpage

from . import choosing, samples, views

POST = ("POST",)
FORM = ("GET", "HEAD", "POST")
_SAMPLE = {"ref": uuid.UUID(int=0)}


class InboxBlock(AddonBlock):
    """The messages of whoever is signed in; below it a page for each, and one for the choices."""

    block_name = "inbox"
    assurance = Assurance.ACCOUNT
    has_form = True
    schema_version = 1
    translatable = ("heading", "intro")

    heading = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Heading"),
        help_text=_("Empty: no heading; the page's title says it."),
    )
    intro = blocks.TextBlock(
        required=False, max_length=500, rows=2, label=_("Introduction"), help_text=_("Optional.")
    )

    subpages = (
        subpage(
            "message",
            {
                "pl": "wiadomosc/<uuid:ref>/",
                "en": "message/<uuid:ref>/",
                "uk": "povidomlennia/<uuid:ref>/",
            },
            sample=_SAMPLE,
        ),
        subpage(
            "mark",
            {
                "pl": "wiadomosc/<uuid:ref>/oznacz/",
                "en": "message/<uuid:ref>/mark/",
                "uk": "povidomlennia/<uuid:ref>/poznachyty/",
            },
            methods=POST,
        ),
        subpage(
            "delete",
            {
                "pl": "wiadomosc/<uuid:ref>/usun/",
                "en": "message/<uuid:ref>/delete/",
                "uk": "povidomlennia/<uuid:ref>/vydalyty/",
            },
            methods=FORM,
        ),
        subpage(
            "mark_all",
            {"pl": "przeczytane/", "en": "all-read/", "uk": "vsi-prochytani/"},
            methods=POST,
        ),
        subpage(
            "choices",
            {"pl": "ustawienia/", "en": "settings/", "uk": "nalashtuvannia/"},
            methods=FORM,
            sample={},
        ),
    )

    def index(self, context: BlockContext) -> Fragment:
        """The list, newest first."""
        return views.inbox(context)

    def message(self, context: BlockContext, ref: uuid.UUID) -> Fragment:
        """One message. Looking at it changes nothing."""
        return views.message(context, ref)

    def mark(self, context: BlockContext, ref: uuid.UUID) -> HttpResponse:
        """Mark a message as read, or as new again."""
        return views.mark(context, ref)

    def delete(self, context: BlockContext, ref: uuid.UUID) -> Fragment | HttpResponse:
        """Ask whether to delete a message; delete it."""
        return views.delete(context, ref)

    def mark_all(self, context: BlockContext) -> HttpResponse:
        """Mark all messages as read."""
        return views.mark_all(context)

    def choices(self, context: BlockContext) -> Fragment | HttpResponse:
        """Which messages come by which way."""
        return choosing.choices(context)

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Sample messages for the editor's block picker."""
        return {**super().get_preview_context(value, parent_context), **samples.inbox(value)}

    class Meta:
        icon = "mail"
        label = _("Messages")
        description = _(
            "What the municipality has written to the signed-in resident, and which messages they "
            "want by which way."
        )
        preview_template = "notices/preview/inbox.html"
        preview_value = {"heading": "", "intro": ""}


class UnreadBlock(AddonBlock):
    """How many messages are new, for a dashboard; a link leads to the inbox."""

    block_name = "unread"
    assurance = Assurance.ACCOUNT
    schema_version = 1
    translatable = ("heading",)

    heading = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Heading"),
        help_text=_("Empty: the name of the block."),
    )

    def index(self, context: BlockContext) -> Fragment:
        """The number and the newest unread messages."""
        return views.unread(context)

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Sample messages for the editor's block picker."""
        return {**super().get_preview_context(value, parent_context), **samples.unread(value)}

    class Meta:
        icon = "mail"
        label = _("New messages")
        description = _("How many messages the signed-in resident has not read, for a dashboard.")
        preview_template = "notices/preview/unread.html"
        preview_value = {"heading": ""}
