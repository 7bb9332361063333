"""What this add-on keeps about a person: which cards are theirs, without amounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .models import Card

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.addonkit.privacy import Person


class PersonalData:
    """The person's cards in one municipality. The last answers belong to `cms.connectors`."""

    def export(self, person: Person) -> Mapping[str, Any]:
        """Each card: its source, its number there, and when the portal first saw it."""
        cards = [
            {
                "source": card.source,
                "number": card.external_id,
                "first_seen": card.first_seen.isoformat(),
            }
            for card in self._of(person).order_by("pk")
        ]
        return {"cards": cards} if cards else {}

    def veto(self, person: Person) -> str:
        """Never: what is owed is the municipality's own record, not the portal's."""
        return ""

    def erase(self, person: Person, *, dry_run: bool) -> Mapping[str, int]:
        """Delete the cards; the next person who asks gets new ones."""
        cards = self._of(person)
        count = cards.count()
        if not dry_run:
            cards.delete()
        return {"cards": count}

    @staticmethod
    def _of(person: Person) -> QuerySet[Card]:
        return Card.objects.filter(site_id=person.site.pk, user_id=person.user_id)
