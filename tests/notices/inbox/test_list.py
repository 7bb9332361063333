"""The inbox: whose messages it shows, in which order, and in pages."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.notices.inbox.views import PER_PAGE
from cms.notices.models import Message
from tests.residents.people import resident

from .conftest import HOME, subjects, words

pytestmark = pytest.mark.django_db


def read(user):
    return {"user": user, "read_at": timezone.now()}


def test_messages_are_listed_newest_first(client, anna, told):
    now = timezone.now()
    for days, subject in ((3, "Najstarsza"), (1, "Nowsza"), (2, "Starsza")):
        told(anna, subject, created_at=now - datetime.timedelta(days=days))
    client.force_login(anna)

    assert subjects(client.get(HOME)) == ["Nowsza", "Starsza", "Najstarsza"]


def test_new_messages_are_marked_in_words(client, anna, told):
    told(anna, "Pierwsza")
    client.force_login(anna)
    assert "Nowa" in words(client.get(HOME)).split("Pierwsza")[1]

    Message.objects.update(read_at=timezone.now())

    shown = words(client.get(HOME)).split("Pierwsza")[1]
    assert "Przeczytana" in shown
    assert "Nowa" not in shown


def test_filter_shows_new_messages_only(client, anna, told):
    told(anna, "Nowa sprawa")
    told(anna, "Stara sprawa", read_at=timezone.now())
    client.force_login(anna)

    assert subjects(client.get(HOME, {"show": "unread"})) == ["Nowa sprawa"]
    assert len(subjects(client.get(HOME, {"show": "nonsense"}))) == 2


def test_nothing_of_other_people_and_municipalities(client, anna, maria, told, other_site):
    told(maria, "Cudza")
    told(anna, "Z Zalesia", at=other_site)
    told(anna, "Moja")
    client.force_login(anna)

    assert subjects(client.get(HOME)) == ["Moja"]


def test_nobody_signed_in_sees_the_door(client, anna, told):
    told(anna, "Moja")

    answer = client.get(HOME)

    assert answer.status_code == 200
    assert "Moja" not in words(answer)


def test_resident_of_another_municipality_sees_the_door(client, inbox, told, other_site):
    stranger = resident(site=other_site).user
    told(stranger, "Moja")
    client.force_login(stranger)

    assert "Moja" not in words(client.get(HOME))


def test_empty_inbox_says_so(client, anna):
    client.force_login(anna)

    shown = words(client.get(HOME))

    assert "Nie ma jeszcze wiadomości" in shown
    assert "Oznacz wszystkie" not in shown


def test_read_inbox_says_so_under_the_filter(client, anna, told):
    told(anna, read_at=timezone.now())
    client.force_login(anna)

    assert "Wszystko przeczytane" in words(client.get(HOME, {"show": "unread"}))


@pytest.mark.parametrize("number", ["1", "2", "3", "x", "0", "-1", "\x00", "9" * 50])
def test_list_is_in_pages(client, anna, told, number):
    for _ in range(2 * PER_PAGE + 1):
        told(anna)
    client.force_login(anna)

    answer = client.get(HOME, {"messages": number, "show": "unread"})

    shown = {"3": 1, "0": 1, "-1": 1, "9" * 50: 1}.get(number, PER_PAGE)
    assert len(subjects(answer)) == shown
    assert "?show=unread&amp;messages=" in answer.content.decode()


def test_long_list_costs_as_many_queries_as_a_short_one(client, anna, told):
    client.force_login(anna)
    counts = []
    for number in (2, PER_PAGE):
        for _ in range(number):
            told(anna)
        client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            client.get(HOME)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_message_in_another_language_says_which(client, anna, told):
    told(anna, "Your case is closed", language="en")
    client.force_login(anna)

    assert '<h3 lang="en">' in client.get(HOME).content.decode()


def test_markup_in_a_message_stays_text(client, anna, told):
    message = told(anna, "<b>x</b>{{ 7 }}", text="<script>alert(1)</script>\n\n${7}{% now %}")
    client.force_login(anna)

    for path in (HOME, f"{HOME}wiadomosc/{message.pk}/"):
        shown = client.get(path).content.decode()
        assert "<b>x</b>" not in shown
        assert "<script>alert" not in shown
        assert "{{ 7 }}" in shown


def test_page_is_kept_by_no_cache(client, anna):
    client.force_login(anna)

    assert "no-store" in client.get(HOME).headers["Cache-Control"]
