"""What the outbox forgets, and what it never does."""

import datetime

import pytest
from django.db.models import F

from cms.connectors.outbox import by_hand
from cms.connectors.outbox.models import OutboxDelivery, OutboxEvent, OutboxStep
from cms.connectors.outbox.tidying import tidy

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def age(delivery, days):
    gone = datetime.timedelta(days=days)
    rows = OutboxDelivery.objects.filter(pk=delivery.pk)
    rows.update(created_at=F("created_at") - gone, finished_at=F("finished_at") - gone)
    delivery.refresh_from_db()


def test_what_ended_years_ago_is_deleted_with_its_history(letter, put, work):
    letter()
    old, new = put(), put()
    work()
    age(old, days=3 * 365)

    assert tidy() == 1

    assert list(OutboxDelivery.objects.values_list("pk", flat=True)) == [new.pk]
    assert OutboxStep.objects.count() == OutboxEvent.objects.count() == 1


def test_what_has_not_ended_is_never_forgotten(letter, put):
    letter()
    old = put()
    age(old, days=5 * 365)

    assert tidy() == 0

    old.refresh_from_db()
    assert old.payload


def test_the_payload_of_a_given_up_delivery_goes_after_a_month(letter, put):
    letter()
    delivery = put()
    by_hand.give_up(delivery, actor=None)

    age(delivery, days=20)
    tidy()
    delivery.refresh_from_db()
    assert delivery.payload

    age(delivery, days=20)
    tidy()
    delivery.refresh_from_db()
    assert delivery.payload == ""
