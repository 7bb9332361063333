"""The officials' screen of the outbox: what is on its way, what is stuck, and what to do about it.

It shows receipt numbers, states and our own words for what went wrong; never what is sent, nor
whose it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn

from cms.audit.staff import StaffAction, StaffViewSet, Whose
from cms.audit.staff.filters import StaffFilterSet
from cms.audit.staff.lists import StaffIndexView
from cms.audit.staff.views import StaffInspectView
from cms.connectors import audit_events

from . import by_hand
from .kinds import deliveries
from .models import OutboxDelivery, OutboxEvent
from .numbers import as_written
from .states import DELIVERY_WORDS

MOST_EVENTS = 200
_AGES = {
    "hour": (_("More than an hour ago"), datetime.timedelta(hours=1)),
    "day": (_("More than a day ago"), datetime.timedelta(days=1)),
    "week": (_("More than a week ago"), datetime.timedelta(days=7)),
}


def kind_words(record: OutboxDelivery) -> Any:
    """What is sent, for people; the bare kind when its add-on is not running."""
    declared = deliveries().get(record.kind)
    return declared.title if declared else record.kind


def step_words(record: OutboxDelivery) -> str:
    """How far it has come: `2 / 3: Attachments`; empty when it has ended."""
    row = by_hand.current_step(record)
    if row is None:
        return ""
    declared = deliveries().get(record.kind)
    step = declared.step(row.name) if declared else None
    return f"{row.position + 1} / {len(record.steps.all())}: {step.title if step else row.name}"


def _run(action: Callable[..., None]) -> Callable[[Any, HttpRequest], None]:
    return lambda record, request: action(record, actor=request.user)


ACTIONS = (
    StaffAction(
        "retry",
        pgettext_lazy("delivery", "Try again"),
        run=_run(by_hand.retry),
        event=audit_events.RETRIED.name,
        shown=by_hand.may_retry,
        icon="rotate",
        done=_("It will be tried again now."),
    ),
    StaffAction(
        "confirm",
        _("It has arrived"),
        run=_run(by_hand.confirm),
        event=audit_events.CONFIRMED.name,
        shown=by_hand.may_confirm,
        question=_("Have you made sure that the other side has it?"),
        done=_("Noted as delivered."),
    ),
    StaffAction(
        "send-again",
        _("Send again"),
        run=_run(by_hand.send_again),
        event=audit_events.SENT_AGAIN.name,
        shown=by_hand.may_send_again,
        question=_(
            "Nobody knows whether the other side has it. If it has, it will have it twice."
            " Send it again?"
        ),
        icon="mail",
        done=_("It will be sent again now."),
    ),
    StaffAction(
        "give-up",
        _("Give up"),
        run=_run(by_hand.give_up),
        event=audit_events.GIVEN_UP.name,
        shown=by_hand.may_give_up,
        question=_("Nothing more will be sent, and this cannot be undone. Give up?"),
        icon="cross",
        done=_("Given up."),
    ),
)


def _kinds() -> list[tuple[str, Any]]:
    return sorted((kind, delivery.title) for kind, delivery in deliveries().items())


class DeliveryFilters(StaffFilterSet):
    """By what needs an official, state, kind and age."""

    needs_official = django_filters.BooleanFilter(label=_("Needs an official"))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(state.value, words) for state, words in DELIVERY_WORDS.items()],
    )
    kind = django_filters.ChoiceFilter(label=_("What is sent"), choices=_kinds)
    age = django_filters.ChoiceFilter(
        label=_("Put in"),
        choices=[(age, words) for age, (words, _length) in _AGES.items()],
        method="older",
    )

    class Meta:
        model = OutboxDelivery
        fields = ["needs_official", "state", "kind", "age"]

    def older(self, queryset: QuerySet[Any], _name: str, age: str) -> QuerySet[Any]:
        """What was put in longer ago than that."""
        return queryset.filter(created_at__lt=Now() - _AGES[age][1])


class DeliveryIndexView(StaffIndexView):
    """The list; searching finds a receipt number, however it was typed."""

    show_export_buttons = False
    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The delivery of a number."""
        if not self.is_searching:
            return queryset
        return queryset.filter(number=as_written(self.search_query))


class DeliveryInspectView(StaffInspectView):
    """One delivery: its steps, and all that happened to it."""

    template_name = "connectors/outbox/delivery.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `steps` (title, row) and `events` (newest first)."""
        context = super().get_context_data(**kwargs)
        declared = deliveries().get(self.object.kind)
        rows = list(self.object.steps.all())
        titles = {step.name: step.title for step in declared.steps} if declared else {}
        events = OutboxEvent.objects.filter(step__delivery=self.object)
        newest = events.select_related("actor").order_by("-pk")[:MOST_EVENTS]
        names = {row.pk: titles.get(row.name, row.name) for row in rows}
        context["kind_words"] = kind_words(self.object)
        context["steps"] = [(names[row.pk], row) for row in rows]
        context["events"] = [(names[event.step_id], event) for event in newest]
        return context


class DeliveryViewSet(StaffViewSet):
    """Reports ▸ Outbox."""

    model = OutboxDelivery
    name = "outbox"
    icon = "mail"
    menu_label = pgettext_lazy("outbox", "Deliveries")
    menu_hook = "register_reports_menu_item"
    menu_order = 900
    creatable = editable = deletable = False
    actions = ACTIONS
    filters = DeliveryFilters
    index_view_class = DeliveryIndexView
    inspect_view_class = DeliveryInspectView
    inspect_view_fields = ("number",)
    search_fields = ("number",)
    ordering = ("-created_at",)
    list_per_page = 50

    list_display = (
        TitleColumn("number", label=_("Receipt number"), url_name="outbox:inspect"),
        Column("kind", label=_("What is sent"), accessor=kind_words),
        Column("step", label=_("Step"), accessor=step_words),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="state_words",
            primary=lambda record: record.needs_official,
        ),
        DateColumn("created_at", label=_("Put in")),
    )

    @cached_property
    def menu_url(self) -> str:
        """The list opens with what is waiting for an official."""
        return f"{self.url('index')}?needs_official=true"

    def whose(self, record: Any) -> Whose:
        """Who put it in."""
        return Whose(user_id=record.user_id)

    def records(self, visible: QuerySet[Any]) -> QuerySet[Any]:
        """With their steps; what they send stays in the database."""
        return visible.defer("payload").prefetch_related("steps")
