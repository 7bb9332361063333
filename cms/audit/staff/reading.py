"""What staff screens record: who opened, found or exported whose record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from cms.audit import audit_events, services
from cms.audit.events import Event, event_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cms.audit.services import Whose

    from .viewset import StaffViewSet


def object_type(model: Any) -> str:
    """How the audit names a kind of record."""
    return str(model._meta.label_lower)


def site_id_of(staff: StaffViewSet, record: Any) -> Any:
    """The site that a record belongs to."""
    return getattr(record, f"{staff.site_field}_id")


def whose(staff: StaffViewSet, record: Any) -> Whose:
    """Whose data a record holds, with the record's key."""
    person = staff.whose(record)
    return services.Whose(person.user_id, person.pesel, str(record.pk))


def note(
    staff: StaffViewSet, event: str | Event, record: Any, request: HttpRequest, **detail: Any
) -> None:
    """Record that an official did something with one record.

    Of the detail only what the event has keys for: a screen's own event may have none.
    """
    declared = event if isinstance(event, Event) else event_of(event)
    services.record_many(
        declared,
        [whose(staff, record)],
        site=site_id_of(staff, record),
        actor=request.user,
        object_type=object_type(staff.model),
        detail={key: value for key, value in detail.items() if key in declared.keys},
        request=request,
        official=True,
    )


def note_view(staff: StaffViewSet, record: Any, request: HttpRequest) -> None:
    """Record that a record was opened, if it is personal."""
    if staff.personal:
        note(staff, audit_events.VIEWED, record, request)


def note_list(
    staff: StaffViewSet, records: Iterable[Any], request: HttpRequest, *, narrowed: bool
) -> None:
    """Record that a page of a personal list was shown.

    A list as such is one entry a site. Narrowed by a search or a filter to a single page it is a
    look at particular people, so each of them gets an entry.
    """
    for site_id, shown in _by_site(staff, records).items():
        services.record_many(
            audit_events.FOUND if narrowed else audit_events.LISTED,
            [whose(staff, one) for one in shown] if narrowed else [services.Whose()],
            site=site_id,
            actor=request.user,
            object_type=object_type(staff.model),
            detail={} if narrowed else {"records": len(shown)},
            request=request,
            official=True,
        )


def note_count(staff: StaffViewSet, queryset: Any, request: HttpRequest) -> None:
    """Record that a list is exported, and how many records it holds, for each site."""
    counted = queryset.order_by().values_list(staff.site_field).annotate(Count("pk"))
    for site_id, count in list(counted):
        services.record(
            audit_events.EXPORT,
            site=site_id,
            actor=request.user,
            object_type=object_type(staff.model),
            detail={"records": count},
            request=request,
            official=True,
        )


def note_export(staff: StaffViewSet, records: Iterable[Any], request: HttpRequest) -> None:
    """Record what a file of personal records holds: each person, before the rows are sent."""
    if not staff.personal:
        return
    for site_id, sent in _by_site(staff, records).items():
        services.record_many(
            audit_events.EXPORTED,
            [whose(staff, one) for one in sent],
            site=site_id,
            actor=request.user,
            object_type=object_type(staff.model),
            request=request,
            official=True,
        )


def _by_site(staff: StaffViewSet, records: Iterable[Any]) -> dict[Any, list[Any]]:
    grouped: dict[Any, list[Any]] = {}
    for record in records:
        grouped.setdefault(site_id_of(staff, record), []).append(record)
    return grouped
