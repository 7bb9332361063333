"""One message: reading changes nothing, marking and deleting are POSTs, others' are not there."""

import uuid

import pytest
from django.test import Client

from cms.notices.models import Message

from .conftest import HOME, words

pytestmark = pytest.mark.django_db


def path_of(message, tail=""):
    return f"{HOME}wiadomosc/{message.pk}/{tail}"


def test_message_is_shown_with_the_way_to_its_matter(client, anna, told):
    message = told(anna, "Gotowa odpowiedź", link="/sprawy/7/")
    client.force_login(anna)

    answer = client.get(path_of(message))

    assert "<h1>Gotowa odpowiedź</h1>" in answer.content.decode()
    assert "<p>Zakończyliśmy sprawę.</p>" in answer.content.decode()
    assert 'href="/sprawy/7/">See the report' in answer.content.decode()


def test_message_without_a_link_has_no_button_for_it(client, anna, told):
    message = told(anna)
    client.force_login(anna)

    assert "See the report" not in words(client.get(path_of(message)))


def test_looking_changes_nothing(client, anna, told):
    message = told(anna)
    client.force_login(anna)

    for path in (HOME, path_of(message), path_of(message, "usun/")):
        assert client.get(path).status_code == 200

    message.refresh_from_db()
    assert message.read_at is None


def test_button_marks_as_read_and_says_so(client, anna, told):
    message = told(anna)
    client.force_login(anna)

    answer = client.post(path_of(message, "oznacz/"), follow=True)

    message.refresh_from_db()
    assert answer.redirect_chain == [(path_of(message), 302)]
    assert message.read_at is not None
    assert "oznaczona jako przeczytana" in words(answer)


def test_read_message_can_be_made_new_again(client, anna, told):
    message = told(anna)
    client.force_login(anna)
    client.post(path_of(message, "oznacz/"))

    answer = client.post(path_of(message, "oznacz/"), {"as": "unread"}, follow=True)

    message.refresh_from_db()
    assert answer.redirect_chain == [(HOME, 302)]
    assert message.read_at is None


def test_all_are_marked_and_only_ones_own(client, anna, maria, told, other_site):
    mine = [told(anna), told(anna)]
    others = [told(maria), told(anna, at=other_site)]
    client.force_login(anna)

    answer = client.post(f"{HOME}przeczytane/", follow=True)

    assert "2 wiadomości" in words(answer)
    unread = set(Message.objects.unread().values_list("pk", flat=True))
    assert unread == {message.pk for message in others}
    assert not unread & {message.pk for message in mine}


def test_deleting_asks_first(client, anna, told):
    message = told(anna, "Do usunięcia")
    client.force_login(anna)

    shown = words(client.get(path_of(message, "usun/")))
    assert "Do usunięcia" in shown
    assert Message.objects.count() == 1

    answer = client.post(path_of(message, "usun/"), follow=True)

    assert answer.redirect_chain == [(HOME, 302)]
    assert Message.objects.count() == 0
    assert "usunięta" in words(answer)


@pytest.mark.parametrize("tail", ["", "oznacz/", "usun/"])
@pytest.mark.parametrize("whose", ["maria", "elsewhere", "nobody"])
def test_messages_of_others_are_not_there(client, anna, maria, told, other_site, tail, whose):
    message = {
        "maria": lambda: told(maria),
        "elsewhere": lambda: told(anna, at=other_site),
        "nobody": lambda: Message(pk=uuid.uuid4()),
    }[whose]()
    client.force_login(anna)

    if tail != "oznacz/":
        assert client.get(path_of(message, tail)).status_code == 404
    if tail:
        assert client.post(path_of(message, tail)).status_code == 404
    assert not Message.objects.exclude(read_at=None).exists()
    assert Message.objects.count() == (0 if whose == "nobody" else 1)


@pytest.mark.parametrize("tail", ["", "usun/"])
def test_nobody_signed_in_is_shown_the_door(client, anna, told, tail):
    message = told(anna, "Tajna")

    answer = client.get(path_of(message, tail))

    assert answer.status_code == 403
    assert "Tajna" not in words(answer)


@pytest.mark.parametrize("tail", ["oznacz/", "usun/"])
def test_change_of_nobody_is_refused(client, anna, told, tail):
    message = told(anna)

    assert client.post(path_of(message, tail)).status_code == 403
    assert Message.objects.unread().count() == 1


def test_marking_by_get_is_refused(client, anna, told):
    message = told(anna)
    client.force_login(anna)

    assert client.get(path_of(message, "oznacz/")).status_code == 405
    assert client.get(f"{HOME}przeczytane/").status_code == 405


def test_change_without_a_csrf_token_is_refused(anna, told):
    message = told(anna)
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)

    for tail in ("oznacz/", "usun/"):
        assert client.post(path_of(message, tail)).status_code == 403
    assert Message.objects.unread().count() == 1


@pytest.mark.parametrize("ref", ["1", "x", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"])
def test_malformed_id_is_not_there(client, anna, ref):
    client.force_login(anna)

    assert client.get(f"{HOME}wiadomosc/{ref}/").status_code == 404
