"""The last known answers about a person, as personal data that can be counted and erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from .models import Snapshot
from .snapshots import hash_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.addonkit.privacy import Person


class SnapshotData:
    """Answers that the person asked for, or that are about the person, in one municipality."""

    def export(self, person: Person) -> Mapping[str, Any]:
        """Which source answered when. The source itself hands out the answers."""
        rows = self._of(person).order_by("connector", "part").values_list("connector", "fetched_at")
        kept = [{"source": name, "asked_at": asked.isoformat()} for name, asked in rows]
        return {"last_answers": kept} if kept else {}

    def veto(self, person: Person) -> str:
        """Never: they are asked for again when they are needed."""
        return ""

    def erase(self, person: Person, *, dry_run: bool) -> Mapping[str, int]:
        """Delete them."""
        rows = self._of(person)
        count = rows.count()
        if not dry_run:
            rows.delete()
        return {"last_answers": count}

    @staticmethod
    def _of(person: Person) -> QuerySet[Snapshot]:
        theirs = Q(user_id=person.user_id)
        if person.pesel is not None:
            theirs |= Q(subject_hash=hash_of(person.pesel, person.site.pk))
        return Snapshot.objects.filter(theirs, site_id=person.site.pk)
