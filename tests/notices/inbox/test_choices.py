"""Which messages come by which way: what there is to choose, and that the choice is obeyed."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from cms.audit.models import Entry
from cms.notices import preferences
from cms.notices.kinds import ACCOUNT, MATTERS, MONEY, OFFICIAL, Audience, Channel
from cms.notices.models import Message, Preference
from cms.notices.services import notify

from .conftest import HOME, words

pytestmark = pytest.mark.django_db
CHOICES = f"{HOME}ustawienia/"


@pytest.fixture
def topics(declared, monkeypatch):
    from cms.notices import kinds

    monkeypatch.setattr(kinds, "_declared", {})
    declared("test.closed")
    declared("test.reset", topic=ACCOUNT, mandatory=True, title="New password")
    declared("test.paid", topic=MONEY, title="Paid")
    declared("test.debt", topic=MONEY, mandatory=True, title="Reminder of a debt")
    declared("test.work", audience=OFFICIAL, channels=(Channel.MAIL,))


def boxes(answer):
    """value ▸ its attributes."""
    found = re.findall(r'<input type="checkbox"([^>]*)>', answer.content.decode())
    return {re.search(r'value="([^"]*)"', each)[1]: each for each in found}


def test_every_topic_offers_its_ways(client, anna, topics):
    client.force_login(anna)

    shown = boxes(client.get(CHOICES))

    assert set(shown) == {
        f"{topic}:{way}" for topic in ("account", "matters", "money") for way in ("mail", "inbox")
    }
    assert all("checked" in attributes for attributes in shown.values())


def test_mandatory_topic_is_always_on_with_the_reason(client, anna, topics):
    client.force_login(anna)

    answer = client.get(CHOICES)

    assert "disabled" in boxes(answer)["account:mail"]
    assert "Zawsze włączone" in words(answer)
    assert "disabled" not in boxes(answer)["money:mail"]
    assert "Te przychodzą zawsze: Reminder of a debt" in words(answer)


def test_choice_is_stored_and_obeyed(client, site, anna, topics):
    client.force_login(anna)

    answer = client.post(CHOICES, {"wanted": ["matters:mail", "money:inbox"]}, follow=True)

    assert answer.redirect_chain == [(CHOICES, 302)]
    assert "Twój wybór jest zapisany" in words(answer)
    assert "checked" not in boxes(answer)["matters:inbox"]
    assert "checked" in boxes(answer)["matters:mail"]
    notify("test.closed", site=site, user_id=anna.pk, values={"number": "1"})
    notify("test.debt", site=site, user_id=anna.pk, values={"number": "2"})
    assert list(Message.objects.values_list("kind", flat=True)) == ["test.debt"]


def test_what_is_mandatory_cannot_be_refused(client, site, anna, topics):
    client.force_login(anna)

    client.post(CHOICES, {"wanted": []})

    assert not Preference.objects.filter(topic="account").exists()
    notify("test.reset", site=site, user_id=anna.pk, values={"number": "1"})
    assert Message.objects.count() == 1


def test_choice_is_of_one_person_and_municipality(client, site, other_site, anna, maria, topics):
    client.force_login(anna)

    client.post(CHOICES, {"wanted": []})

    for user, at in ((maria, site), (anna, other_site)):
        assert all(len(each.wanted) == 2 for each in preferences.choices_of(at, user.pk))


def test_unknown_boxes_are_ignored(client, anna, topics):
    client.force_login(anna)

    client.post(CHOICES, {"wanted": ["matters:mail", "x:y", "work:mail", "matters:sms", "\x00"]})

    assert set(Preference.objects.values_list("topic", flat=True)) == {"matters", "money"}


def test_changed_topics_are_audited(client, site, anna, topics):
    client.force_login(anna)

    client.post(CHOICES, {"wanted": ["money:mail", "money:inbox"]})
    client.post(CHOICES, {"wanted": ["money:mail", "money:inbox"]})

    [entry] = Entry.objects.filter(event="notices.chosen")
    assert (entry.subject_user_id, entry.detail) == (anna.pk, {"topic": "matters"})


def test_officials_topics_are_not_offered_to_residents(site, anna, topics):
    of_residents = {each.topic.name for each in preferences.choices_of(site, anna.pk)}
    of_officials = preferences.choices_of(site, anna.pk, Audience.OFFICIAL)

    assert of_residents == {"account", "matters", "money"}
    assert [(each.topic.name, each.channels) for each in of_officials] == [
        (MATTERS.name, (Channel.MAIL,))
    ]


def test_without_any_notices_the_page_says_so(client, anna, monkeypatch):
    from cms.notices import kinds

    monkeypatch.setattr(kinds, "_declared", {})
    client.force_login(anna)

    assert "Nie ma jeszcze czego wybierać" in words(client.get(CHOICES))


def test_nobody_signed_in_is_shown_the_door(client, anna, topics):
    assert client.get(CHOICES).status_code == 403
    assert client.post(CHOICES, {"wanted": []}).status_code == 403
    assert not Preference.objects.exists()


KEYS = [(topic, channel) for topic in ("matters", "money") for channel in Channel]


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), st.booleans()), max_size=5))
def test_last_choice_counts_whatever_came_before(chosen):
    with transaction.atomic():
        site = Site.objects.get(is_default_site=True)
        user = get_user_model().objects.create_user("ola@example.org", "x")
        last = {}
        for wanted in chosen:
            changed = preferences.choose(site, user.pk, wanted, actor=user)
            assert changed == any(last.get(key, True) != want for key, want in wanted.items())
            last.update(wanted)
        stored = {
            (row.topic, row.channel): row.wanted for row in Preference.objects.filter(user=user)
        }
        assert all(stored.get(key, True) == want for key, want in last.items())
        transaction.set_rollback(True)
