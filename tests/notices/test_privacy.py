"""A person's messages, choices and reminders: given out and erased, at one municipality only."""

import datetime
import json

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.notices.models import Message, Preference, Reminder
from cms.notices.privacy import erase_of_user, export_of_user
from cms.notices.reminders import remind_at
from cms.notices.services import notify

pytestmark = pytest.mark.django_db
VALUES = {"number": "Z-7"}


@pytest.fixture
def people(site, other_site, closed):
    """Anna at both municipalities and Maria at the first, each with one row of everything."""
    users = [
        get_user_model().objects.create_user(f"{name}@example.org", "x")
        for name in ("anna", "maria")
    ]
    due = timezone.now() + datetime.timedelta(days=1)
    for user, at in ((users[0], site), (users[0], other_site), (users[1], site)):
        notify("test.closed", site=at, user_id=user.pk, values=VALUES, link="/sprawy/7/")
        Preference.objects.create(site=at, user=user, topic="money", channel="mail", wanted=False)
        remind_at(
            "test.closed", site=at, user_id=user.pk, at=due, values=VALUES, once=f"for {user.pk}"
        )
    return users


def test_export_holds_all_of_one_person_at_one_municipality(site, people):
    found = export_of_user(people[0].pk, site)

    [message], [choice], [reminder] = (found[key] for key in ("messages", "choices", "reminders"))
    assert message["subject"] == "Report Z-7 is closed"
    assert (message["link"], message["read"]) == ("/sprawy/7/", None)
    assert choice == {"topic": "money", "channel": "mail", "wanted": False}
    assert reminder["values"] == VALUES
    assert json.loads(json.dumps(found)) == found


def test_erasing_leaves_others_and_other_municipalities(site, other_site, people):
    anna, maria = people

    assert erase_of_user(anna.pk, site) == {"messages": 1, "choices": 1, "reminders": 1}

    for model in (Message, Preference, Reminder):
        left = set(model.objects.values_list("user_id", "site_id"))
        assert left == {(anna.pk, other_site.pk), (maria.pk, site.pk)}
    assert not any(export_of_user(anna.pk, site).values())


def test_erasing_the_user_leaves_nothing(people):
    people[0].delete()

    for model in (Message, Preference, Reminder):
        assert set(model.objects.values_list("user_id", flat=True)) == {people[1].pk}
