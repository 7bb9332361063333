"""The dashboard's block: the cards of the add-ons that are on, one below the other.

A card is a block of an add-on with nothing filled in. So it goes through the same door, is
isolated in the same way and asks the outside world within the same time as on any page.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .blocks import AddonBlock, BlockContext, Fragment
from .door import broken, dispatch
from .offers import enabled_slugs_in_order
from .people import Assurance
from .registry import SEPARATOR, addons

logger = logging.getLogger(__name__)

# What all cards may take together, in seconds: the page's own time.
BUDGET = 2.0


@dataclass(frozen=True, slots=True)
class Card:
    """A card that the door let through. `html` is empty when there was no time left to ask it."""

    title: Any
    html: SafeString


class CardsBlock(AddonBlock):
    """What the add-ons have to say on the dashboard. An add-on adds a card by its manifest."""

    block_name = "cards"
    assurance = Assurance.ACCOUNT
    schema_version = 1

    def index(self, context: BlockContext) -> Fragment | None:
        """The cards of those add-ons whose blocks do not stand on the page anyway."""
        if context.site is None:
            return None
        present = {child.block_type for child in context.page.addon_children()}  # type: ignore[attr-defined]
        cards, locked = [], []
        ends = time.monotonic() + float(getattr(settings, "RATUSZ_PAGE_DEADLINE", BUDGET))
        for kind, block in card_blocks(context.site):
            if kind in present:
                continue
            if block.assurance > context.subject.assurance and not context.preview:
                locked.append(block.label)
                continue
            card = (
                _card(block, context)
                if time.monotonic() < ends
                else Card(block.label, SafeString(""))
            )
            if card is not None:
                cards.append(card)
        if not cards and not locked:
            return None
        return Fragment("addonkit/cards.html", {"cards": cards, "locked": locked})

    class Meta:
        icon = "grip"
        label = _("Cards of the add-ons")
        description = _(
            "For the dashboard: what each add-on that is on has to tell the signed-in person."
        )
        preview_template = "addonkit/preview/cards.html"
        preview_value = {"url_prefix": ""}


def card_blocks(site: Any) -> Iterator[tuple[str, AddonBlock]]:
    """(stored type, block) of the cards of a municipality's add-ons, in the registry's order."""
    for slug in enabled_slugs_in_order(site):
        for block_class in addons()[slug].card_classes():
            block: Any = block_class(group=addons()[slug].title)
            kind = f"{slug}{SEPARATOR}{block.block_name}"
            block.addon_slug = slug
            block.set_name(kind)
            yield kind, block


def _card(block: AddonBlock, context: BlockContext) -> Card | None:
    """What a card answers, rendered; None when it has nothing to say."""
    own = replace(context, block=block, value=block.to_python({}), block_id=f"card-{block.name}")
    answer = dispatch(own)
    if not isinstance(answer, Fragment):
        return None
    return Card(block.label, _rendered(answer, own))


def _rendered(fragment: Fragment, context: BlockContext) -> SafeString:
    try:
        return _html(fragment, context)
    except Exception:
        logger.exception("The card %s raised while rendering", context.block.name)
        return _html(broken(context), context)


def _html(fragment: Fragment, context: BlockContext) -> SafeString:
    data = {"value": context.value, "addon": context, "page": context.page, **fragment.data}
    return render_to_string(fragment.template, data, request=context.request)
