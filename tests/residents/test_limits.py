"""Guessing passwords is limited, whoever guesses from wherever."""

import pytest
from django.test import Client

from tests.residents.people import (
    PASSWORD,
    UserFactory,
    resident,
)
from tests.residents.signing_in import sign_in, signed_in

pytestmark = pytest.mark.django_db

# The Kelvin sign and the long s pass Django's check of addresses, which ignores case.
SPELLINGS = [
    "Kasia@Example.org",
    " kasia@example.org ",
    "\u212aasia@example.org",
    "ka\u017fia@example.org",
]


def guess(client, email, times, **headers):
    for number in range(times):
        client.post(
            "/konto/zaloguj/",
            {"login": email, "password": f"zgadywane-{number}"},
            headers={"host": "localhost"},
            **headers,
        )


def test_limit_when_one_account_is_guessed_refuses_the_right_password_too(client):
    anna = resident()
    guess(client, anna.user.email, 5)

    answer = sign_in(client, anna.user.email)

    assert "Wait five minutes" in answer.content.decode() or "pięć minut" in answer.content.decode()
    assert not signed_in(client)


def test_limit_when_the_guesses_come_from_many_addresses(client):
    anna = resident()
    for number in range(5):
        guess(client, anna.user.email, 1, REMOTE_ADDR=f"203.0.113.{number}")

    sign_in(client, anna.user.email)

    assert not signed_in(client)


def test_limit_when_every_guess_names_another_port(client):
    anna = resident()
    for number in range(5):
        client.post(
            "/konto/zaloguj/",
            {"login": anna.user.email, "password": "x"},
            headers={"host": f"localhost:{8000 + number}"},
        )

    sign_in(client, anna.user.email)

    assert not signed_in(client)


def test_limit_when_every_guess_spells_the_address_otherwise(client):
    kasia = resident(user=UserFactory(email="kasia@example.org"))
    for typed in [*SPELLINGS, "KASIA@EXAMPLE.ORG"]:
        guess(client, typed, 1)

    sign_in(client, kasia.user.email)

    assert not signed_in(client)


def test_limit_when_one_address_guesses_many_accounts(client):
    anna = resident()
    for number in range(10):
        guess(client, f"kto{number}@example.org", 1, REMOTE_ADDR="203.0.113.9")

    client.post(
        "/konto/zaloguj/",
        {"login": anna.user.email, "password": PASSWORD},
        headers={"host": "localhost"},
        REMOTE_ADDR="203.0.113.9",
    )
    assert not signed_in(client)

    sign_in(client, anna.user.email)
    assert signed_in(client)


def test_limit_when_the_address_is_one_of_a_home_network(client):
    anna = resident()
    for number in range(10):
        guess(client, f"kto{number}@example.org", 1, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")

    client.post(
        "/konto/zaloguj/",
        {"login": anna.user.email, "password": PASSWORD},
        headers={"host": "localhost"},
        REMOTE_ADDR="2001:db8:1:2:ffff::1",
    )

    assert not signed_in(client)


def test_limit_when_forwarded_for_is_made_up(client):
    for number in range(10):
        guess(client, f"kto{number}@example.org", 1, HTTP_X_FORWARDED_FOR=f"1.2.3.{number}")
    anna = resident()

    sign_in(client, anna.user.email)

    assert not signed_in(client)


def test_limit_when_somebody_else_signs_in_between_is_not_cleared(client):
    anna, maria = resident(), resident()
    guess(client, anna.user.email, 4)
    sign_in(client, maria.user.email)
    Client().post("/konto/wyloguj/")
    other = Client()
    guess(other, anna.user.email, 1)

    sign_in(other, anna.user.email)

    assert not signed_in(other)


def test_limit_when_another_process_counts(client):
    """The count is in the database's cache, not in this process."""
    from django.core.cache import caches

    anna = resident()
    guess(client, anna.user.email, 5)
    caches.close_all()
    del caches["default"]

    sign_in(client, anna.user.email)

    assert not signed_in(client)
