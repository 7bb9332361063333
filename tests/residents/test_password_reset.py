"""A forgotten password."""

import re

import pytest
import time_machine
from django.test import Client

from tests.residents.people import resident
from tests.residents.signing_in import sign_in, signed_in

pytestmark = pytest.mark.django_db
NEW = "fioletowy-rower-w-deszczu"


def ask(client, email, host="localhost", **headers):
    return client.post("/konto/haslo/", {"email": email}, headers={"host": host}, **headers)


def link_in(letter):
    return re.search(r"https?://\S+", letter.body).group()


def path_in(letter):
    return "/" + link_in(letter).split("/", 3)[3]


def open_link(client, path):
    return client.get(path, headers={"host": "localhost"}, follow=True)


def set_password(client, path, password=NEW, repeated=None):
    """Open the link and fill in its form."""
    form = open_link(client, path)
    return client.post(
        form.request["PATH_INFO"],
        {"password1": password, "password2": password if repeated is None else repeated},
        headers={"host": "localhost"},
    )


@pytest.fixture
def asked(client, letters):
    """A resident who has asked, and the path in their letter."""
    anna = resident()
    ask(client, anna.user.email)
    return anna, path_in(letters()[0])


def test_page_when_opened(client):
    html = client.get("/konto/haslo/").content.decode()

    assert 'autocomplete="username"' in html


def test_reset_when_the_link_is_used_sets_the_password(client, asked):
    anna, path = asked

    answer = set_password(client, path)

    assert answer.headers["Location"] == "/konto/haslo/zmienione/"
    assert client.get("/konto/haslo/zmienione/").status_code == 200
    assert not signed_in(client)
    sign_in(client, anna.user.email, NEW)
    assert signed_in(client)


def test_reset_when_the_form_is_opened_keeps_the_key_out_of_its_address(client, asked):
    _anna, path = asked

    form = open_link(client, path)

    key = path.rstrip("/").rpartition("/")[2]
    assert key not in form.request["PATH_INFO"]
    assert key not in form.content.decode()
    assert form.headers["Referrer-Policy"] == "same-origin"


def test_reset_when_done_ends_all_sessions(client, letters):
    anna = resident()
    elsewhere = Client()
    sign_in(elsewhere, anna.user.email)
    ask(client, anna.user.email)

    set_password(client, path_in(letters()[0]))

    assert not signed_in(elsewhere)


def test_reset_when_done_tells_the_owner(client, asked, letters):
    anna, path = asked

    set_password(client, path)

    assert [letter.to for letter in letters()] == [[anna.user.email], [anna.user.email]]


def test_reset_when_the_link_is_used_twice(client, asked):
    _anna, path = asked
    set_password(client, path)

    answer = open_link(Client(), path)

    assert "password1" not in answer.content.decode()


def test_reset_when_the_owner_has_signed_in_since(client, asked):
    anna, path = asked
    sign_in(Client(), anna.user.email)

    assert "password1" not in open_link(client, path).content.decode()


def test_reset_when_the_link_is_an_hour_old(client, letters):
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        anna = resident()
        ask(client, anna.user.email)
        path = path_in(letters()[0])
        clock.shift(60 * 60)
        assert "password1" in open_link(Client(), path).content.decode()

        clock.shift(60)
        assert "password1" not in open_link(Client(), path).content.decode()


def test_reset_when_the_form_waits_until_the_link_is_too_old(client, letters):
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        anna = resident()
        ask(client, anna.user.email)
        form = open_link(client, path_in(letters()[0]))
        clock.shift(61 * 60)

        client.post(
            form.request["PATH_INFO"],
            {"password1": NEW, "password2": NEW},
            headers={"host": "localhost"},
        )

        anna.user.refresh_from_db()
        assert not anna.user.check_password(NEW)


def test_reset_when_the_address_has_changed_since(client, asked):
    anna, path = asked
    anna.user.emailaddress_set.update(email="nowy@example.org")
    anna.user.email = "nowy@example.org"
    anna.user.save()

    assert "password1" not in open_link(client, path).content.decode()


def test_reset_when_the_password_has_changed_since(client, asked):
    anna, path = asked
    anna.user.set_password("zmienione-gdzie-indziej")
    anna.user.save()

    assert "password1" not in open_link(client, path).content.decode()


def test_reset_when_the_key_is_used_for_another_person(client, asked):
    anna, path = asked
    maria = resident()
    uid = path.rstrip("/").rpartition("/")[2].partition("-")[0]
    forged = path.replace(f"/{uid}-", f"/{maria.user.pk}-") if uid != str(maria.user.pk) else path

    assert "password1" not in open_link(client, forged).content.decode()
    assert anna.user_id != maria.user_id


@pytest.mark.parametrize("position", [1, -2])
def test_reset_when_a_letter_of_the_key_is_changed(client, asked, position):
    _anna, path = asked
    head, _, tail = path.rstrip("/").rpartition("-")
    letters_of_key = list(tail)
    letters_of_key[position] = "a" if letters_of_key[position] != "a" else "b"

    answer = open_link(client, f"{head}-{''.join(letters_of_key)}/")

    assert "password1" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/konto/haslo/nowe/x/", "/konto/haslo/nowe/1-set-password/"])
def test_reset_when_the_address_is_made_up(client, path):
    assert "password1" not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("password", "repeated"),
    [
        ("krotkie", None),
        ("", None),
        (NEW, "inne-slowa-w-drugim-polu"),
        ("123456789012", None),
        ("gmina-ratusz-portal-1", None),
        ("x" * 5000, None),
    ],
)
def test_reset_when_the_new_password_is_refused(client, asked, password, repeated):
    anna, path = asked

    answer = set_password(client, path, password, repeated)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Błąd: " in html
    assert 'autocomplete="new-password"' in html
    assert not password or password not in html
    anna.user.refresh_from_db()
    assert not anna.user.check_password(password)
