"""Confirming an e-mail address, and registration, which is closed."""

import re

import pytest
import time_machine
from django.test import Client

from tests.residents.people import ResidentFactory, UserFactory
from tests.residents.signing_in import sign_in, signed_in

pytestmark = pytest.mark.django_db
NEW = "fioletowy-rower-w-deszczu"


def link_in(letter):
    return re.search(r"https?://\S+", letter.body).group()


def path_in(letter):
    return "/" + link_in(letter).split("/", 3)[3]


@pytest.fixture
def to_confirm(client, letters):
    piotr = ResidentFactory(user=UserFactory(confirmed=False))
    sign_in(client, piotr.user.email)
    return piotr, path_in(letters()[0])


def is_confirmed(resident_):
    return resident_.user.emailaddress_set.filter(verified=True).exists()


def test_confirm_when_the_link_is_only_opened(client, to_confirm):
    piotr, path = to_confirm

    assert client.get(path, headers={"host": "localhost"}).status_code == 200
    client.head(path, headers={"host": "localhost"})

    assert not is_confirmed(piotr)


def test_confirm_when_the_button_is_pressed(client, to_confirm):
    piotr, path = to_confirm

    client.post(path, headers={"host": "localhost"})

    assert is_confirmed(piotr)
    assert not signed_in(client)
    sign_in(client, piotr.user.email)
    assert signed_in(client)


def test_confirm_when_the_link_is_a_day_old(letters):
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        piotr = ResidentFactory(user=UserFactory(confirmed=False))
        client = Client()
        sign_in(client, piotr.user.email)
        path = path_in(letters()[0])
        clock.shift(24 * 60 * 60 + 1)

        assert client.post(path, headers={"host": "localhost"}).status_code == 404

    assert not is_confirmed(piotr)


def test_registration_when_opened_says_how_to_get_an_account(client):
    answer = client.get("/konto/rejestracja/")

    assert answer.status_code == 200
    assert "password1" not in answer.content.decode()


def test_registration_when_posted_makes_nobody(client):
    from django.contrib.auth import get_user_model

    client.post(
        "/konto/rejestracja/", {"email": "x@example.org", "password1": NEW, "password2": NEW}
    )

    assert not get_user_model().objects.exists()
