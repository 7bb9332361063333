"""Asking for capabilities: the offers of the add-ons that are on for a municipality."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from .capabilities import (
    CAPABILITIES,
    CannotAsk,
    Card,
    CorrespondenceFeed,
    FeedEntry,
    LetterChannel,
    Payable,
    ProfileCard,
)
from .registry import addons
from .switch import enabled_slugs

if TYPE_CHECKING:
    from wagtail.models import Site

    from .people import Subject

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """One add-on's offer of a capability."""

    slug: str
    title: Any = field(compare=False)
    capability: Any = field(compare=False)


def offers(name: str, site: Site) -> tuple[Offer, ...]:
    """The offers of a capability that are switched on for a site, in the order of the registry.

    An offer that cannot be made is logged and left out: it never takes its asker down.

    Raises:
        LookupError: no such capability.

    """
    if name not in CAPABILITIES:
        message = f"There is no capability {name!r}."
        raise LookupError(message)
    found = []
    for slug in enabled_slugs_in_order(site):
        addon = addons()[slug]
        if name in addon.provides:
            try:
                made = addon.load(addon.provides[name])()
            except Exception:
                logger.exception("The add-on %s cannot make its offer of %s", slug, name)
                continue
            found.append(Offer(slug, addon.title, made))
    return tuple(found)


def enabled_slugs_in_order(site: Site) -> tuple[str, ...]:
    """The add-ons that are on for a site, in the order in which they are installed."""
    on = enabled_slugs(site)
    return tuple(slug for slug in addons() if slug in on)


def payables(site: Site) -> tuple[tuple[str, Payable], ...]:
    """Slug and offer of everything that can be paid on a site."""
    return tuple((offer.slug, cast(Payable, offer.capability)) for offer in offers("payable", site))


def letter_channels(site: Site) -> tuple[tuple[str, LetterChannel], ...]:
    """Slug and offer of every way to send a letter on a site."""
    return tuple(
        (offer.slug, cast(LetterChannel, offer.capability))
        for offer in offers("letter_channel", site)
    )


@dataclass(frozen=True, slots=True)
class Feed:
    """The correspondence of all sources; `silent` names those that could not be asked."""

    entries: tuple[FeedEntry, ...]
    silent: tuple[str, ...]


def correspondence(subject: Subject, site: Site, seconds: float) -> Feed:
    """Everything between a resident and the office, newest first, with the sources that failed."""
    entries: list[FeedEntry] = []
    silent: list[str] = []
    for offer in offers("correspondence_feed", site):
        try:
            entries += cast(CorrespondenceFeed, offer.capability).entries(subject, site, seconds)
        except CannotAsk:
            silent.append(str(offer.title))
    return Feed(tuple(sorted(entries, key=lambda entry: entry.date, reverse=True)), tuple(silent))


def profile_cards(subject: Subject, site: Site) -> tuple[Card, ...]:
    """The cards that the add-ons of a site have for a person; a failing one is left out."""
    cards = []
    for offer in offers("profile_card", site):
        try:
            card = cast(ProfileCard, offer.capability).card(subject, site)
        except Exception:
            logger.exception("The profile card of %s failed", offer.slug)
            continue
        if card is not None:
            cards.append(card)
    return tuple(cards)
