"""Changing the password while signed in."""

import pytest
from django.test import Client

from tests.residents.people import resident
from tests.residents.signing_in import sign_in, signed_in

pytestmark = pytest.mark.django_db
NEW = "fioletowy-rower-w-deszczu"


def change(client, old, new=NEW):
    return client.post(
        "/konto/haslo/zmien/",
        {"oldpassword": old, "password1": new, "password2": new},
        headers={"host": "localhost"},
    )


def test_change_when_the_old_password_is_right_ends_all_sessions(client, letters):
    from tests.residents.people import PASSWORD

    anna = resident()
    elsewhere = Client()
    sign_in(client, anna.user.email)
    sign_in(elsewhere, anna.user.email)

    answer = change(client, PASSWORD)

    assert answer.headers["Location"] == "/konto/haslo/zmienione/"
    assert not signed_in(client)
    assert not signed_in(elsewhere)
    assert [letter.to for letter in letters()] == [[anna.user.email]]


def test_change_when_the_old_password_is_wrong(client):
    anna = resident()
    sign_in(client, anna.user.email)

    answer = change(client, "nie-to-haslo")

    assert answer.status_code == 200
    anna.user.refresh_from_db()
    assert not anna.user.check_password(NEW)


def test_change_when_nobody_is_signed_in(client):
    assert client.get("/konto/haslo/zmien/").headers["Location"].startswith("/konto/zaloguj/")
