"""What the sample add-on offers to others: each capability, kept in the database of the test."""

import datetime
from decimal import Decimal

from cms.addonkit.capabilities import (
    CannotAsk,
    Card,
    Direction,
    FeedEntry,
    LetterState,
    NotYours,
    PostingState,
    Quote,
    QuoteChanged,
    QuoteLine,
)

PRICES = {"dog": Decimal("50.00"), "bin": Decimal("31.20")}


class SamplePayable:
    """Sells a dog licence and a bin; posts each key once."""

    posted: dict[str, Decimal] = {}

    def quote(self, subject, site, keys):
        if unknown := set(keys) - set(PRICES):
            raise NotYours(unknown)
        lines = tuple(QuoteLine(key, key.title(), PRICES[key]) for key in keys)
        return Quote(lines, datetime.date(2026, 11, 24), "Gmina", "0" * 26)

    def freeze(self, subject, site, quote):
        now = self.quote(subject, site, [line.key for line in quote.lines])
        if now.total != quote.total:
            raise QuoteChanged(now)
        return "sample-" + "-".join(line.key for line in quote.lines)

    def post(self, reference, receipt):
        self.posted.setdefault(receipt.idempotency_key, receipt.amount)
        return PostingState.POSTED

    def status(self, reference):
        return PostingState.POSTED if self.posted else PostingState.WAITING


class SampleChannel:
    def send(self, subject, site, letter):
        return f"letter-{letter.idempotency_key}"

    def status(self, reference):
        return LetterState.SENT

    def receipt(self, reference):
        return None


class SampleFeed:
    def entries(self, subject, site, seconds):
        if seconds <= 0:
            raise CannotAsk
        return [
            FeedEntry(datetime.date(2020, 5, 7), "Older", Direction.FROM_OFFICE, "/a/"),
            FeedEntry(datetime.date(2020, 5, 9), "Newer", Direction.TO_OFFICE, "/b/"),
        ]


class SampleCard:
    def card(self, subject, site):
        if subject.name == "broken":
            message = "card"
            raise RuntimeError(message)
        return Card("Sample", (("Reports", "3"),)) if subject.user_id else None
