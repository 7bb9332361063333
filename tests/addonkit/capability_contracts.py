"""What every offer of a capability must hold: an add-on's tests call these with its own offer."""

import datetime
from decimal import Decimal

import pytest

from cms.addonkit.capabilities import (
    Card,
    CorrespondenceFeed,
    FeedEntry,
    Letter,
    LetterChannel,
    LetterState,
    NotYours,
    Payable,
    PostingState,
    ProfileCard,
    Quote,
    QuoteChanged,
    QuoteLine,
    Receipt,
)


def assert_payable(offer, subject, site, keys):
    """Quoting, freezing and posting: exact, refusing strangers and changes, posting once."""
    assert isinstance(offer, Payable)
    quote = offer.quote(subject, site, keys)
    assert [line.key for line in quote.lines] == list(keys)
    assert isinstance(quote.total, Decimal)
    assert quote.total == sum(line.total for line in quote.lines)
    assert quote.total == quote.total.quantize(Decimal("0.01"))
    assert len(quote.account) == 26
    with pytest.raises(NotYours):
        offer.quote(subject, site, ["nobody's"])

    first = quote.lines[0]
    cheaper = QuoteLine(first.key, first.title, first.principal - Decimal("0.01"))
    stale = Quote((cheaper, *quote.lines[1:]), quote.as_of, quote.recipient, quote.account)
    with pytest.raises(QuoteChanged) as changed:
        offer.freeze(subject, site, stale)
    assert changed.value.quote.total == quote.total

    reference = offer.freeze(subject, site, quote)
    paid_at = datetime.datetime.now(datetime.UTC)
    receipt = Receipt("key-1", quote.total, paid_at, "test", "ref-1")
    states = {offer.post(reference, receipt), offer.post(reference, receipt)}
    assert states <= set(PostingState)
    assert isinstance(offer.status(reference), PostingState)


def assert_letter_channel(offer, subject, site):
    """Sending the same key twice is one letter."""
    assert isinstance(offer, LetterChannel)
    letter = Letter("key-1", "Pismo", "file-1")
    reference = offer.send(subject, site, letter)
    assert offer.send(subject, site, letter) == reference
    assert isinstance(offer.status(reference), LetterState)
    receipt = offer.receipt(reference)
    assert receipt is None or isinstance(receipt, str)


def assert_correspondence_feed(offer, subject, site):
    """Typed entries, within the time given."""
    assert isinstance(offer, CorrespondenceFeed)
    assert all(isinstance(entry, FeedEntry) for entry in offer.entries(subject, site, 2.0))


def assert_profile_card(offer, subject, site):
    """A card or nothing."""
    assert isinstance(offer, ProfileCard)
    card = offer.card(subject, site)
    assert card is None or isinstance(card, Card)
