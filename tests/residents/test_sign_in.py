"""Signing in at a municipality."""

import pytest
from django.contrib.auth import hashers
from django.test import Client

from cms.residents.models import Resident
from tests.residents.people import (
    ANNAS,
    PASSWORD,
    ResidentFactory,
    UserFactory,
    give_language,
    publish,
    resident,
)
from tests.residents.signing_in import sign_in, signed_in, tokens_removed

pytestmark = pytest.mark.django_db


def test_page_when_opened(client):
    answer = client.get("/konto/zaloguj/")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert "no-store" in answer.headers["Cache-Control"]


def test_sign_in_when_the_password_is_right(client):
    anna = resident(pesel=ANNAS)

    answer = sign_in(client, anna.user.email)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/pulpit/")
    assert signed_in(client)


@pytest.mark.parametrize(
    ("code", "page", "dashboard"),
    [
        ("en", "/en/account/sign-in/", "/en/dashboard/"),
        ("uk", "/uk/oblikovyi-zapys/uviity/", "/uk/panel/"),
    ],
)
def test_sign_in_when_in_another_language(client, site, code, page, dashboard):
    publish(give_language(site, code))
    anna = resident()

    answer = sign_in(client, anna.user.email, path=page)

    assert answer.headers["Location"] == dashboard


# The Kelvin sign and the long s pass Django's check of addresses, which ignores case.
SPELLINGS = [
    "Kasia@Example.org",
    " kasia@example.org ",
    "\u212aasia@example.org",
    "ka\u017fia@example.org",
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_sign_in_when_the_address_is_spelled_otherwise(client, typed):
    resident(user=UserFactory(email="kasia@example.org"))

    sign_in(client, typed)

    assert signed_in(client)


def test_sign_in_when_a_letter_only_looks_alike(client):
    resident(user=UserFactory(email="mike@example.org"))

    sign_in(client, "m\u0131ke@example.org")

    assert not signed_in(client)


def test_sign_in_when_refused_shows_the_error_pattern(client):
    anna = resident()

    answer = sign_in(client, anna.user.email, "nie-to-haslo")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Błąd: " in html
    assert html.index('class="ui-errors"') < html.index("<h1")
    assert 'href="#id_login"' in html
    assert 'aria-invalid="true"' in html
    assert f'value="{anna.user.email}"' in html
    assert "nie-to-haslo" not in html


def outcomes(client, *attempts):
    return {tokens_removed(sign_in(client, *attempt).content.decode()) for attempt in attempts}


def test_sign_in_when_refused_never_says_why(client, other_site):
    email = "kto@example.org"
    unknown = sign_in(client, email).content.decode()
    ResidentFactory(user=UserFactory(email=email), site=other_site)
    elsewhere = sign_in(client, email).content.decode()
    Resident.objects.all().delete()
    user = UserFactory._meta.model.objects.get(email=email)
    ResidentFactory(user=user)
    wrong = sign_in(client, email, "nie-to-haslo").content.decode()
    user.is_active = False
    user.save()
    blocked = sign_in(client, email).content.decode()

    assert len({tokens_removed(html) for html in (unknown, elsewhere, wrong, blocked)}) == 1
    assert not signed_in(client)


def test_sign_in_when_the_account_is_of_another_municipality(client, other_site):
    olena = resident(site=other_site)

    sign_in(client, olena.user.email)
    assert not signed_in(client)

    sign_in(client, olena.user.email, host="127.0.0.1")
    assert signed_in(client, host="127.0.0.1")


def test_sign_in_when_the_account_is_of_another_municipality_sends_nothing(
    client, other_site, letters
):
    olena = ResidentFactory(site=other_site, user=UserFactory(confirmed=False))

    sign_in(client, olena.user.email)

    assert letters() == []


def test_sign_in_when_the_address_is_not_confirmed(client, letters):
    piotr = ResidentFactory(user=UserFactory(confirmed=False))

    answer = sign_in(client, piotr.user.email)

    assert answer.headers["Location"] == "/konto/potwierdz-adres/"
    assert client.get("/konto/potwierdz-adres/").status_code == 200
    assert [letter.to for letter in letters()] == [[piotr.user.email]]
    assert not signed_in(client)


def test_sign_in_when_somebody_is_signed_in_already(client):
    anna = resident()
    sign_in(client, anna.user.email)

    assert client.get("/konto/zaloguj/").headers["Location"] == "/pulpit/"


# -- where to next ------------------------------------------------------------------------------


def test_next_when_it_is_a_page_of_the_portal(client):
    anna = resident()

    answer = sign_in(client, anna.user.email, next="/rozliczenia/?rok=2026")

    assert answer.headers["Location"] == "/rozliczenia/?rok=2026"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.pl",
        "https:evil.pl",
        "https://evil.pl/",
        "/\\evil.pl",
        "\\\\evil.pl",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://good@evil.pl",
        "http://localhost@evil.pl/",
        "http://127.0.0.1/pulpit/",
        "ftp://localhost/",
        "///evil.pl",
        "\thttps://evil.pl",
    ],
)
def test_next_when_it_leads_elsewhere(client, target):
    anna = resident()

    answer = sign_in(client, anna.user.email, next=target)

    assert answer.headers["Location"] == "/pulpit/"


def test_next_when_it_carries_a_header(client):
    anna = resident()

    answer = sign_in(client, anna.user.email, next="/%0d%0aSet-Cookie:x=1")

    assert "x" not in answer.cookies
    assert answer.headers["Location"].startswith("/")


# -- what a hostile form may hold ---------------------------------------------------------------


@pytest.mark.parametrize(
    "email", ["' OR 1=1--", "a@" + "b" * 10_000 + ".pl", "a\x00@x.pl", "", "a@x.pl\r\nBcc:b@y.pl"]
)
def test_form_when_the_address_is_none(client, email):
    answer = sign_in(client, email)

    assert answer.status_code == 200
    assert "aria-invalid" in answer.content.decode()


@pytest.mark.parametrize("password", ["x" * 4097, "x" * 1_000_000])
def test_form_when_the_password_is_huge_hashes_nothing(client, password, monkeypatch):
    anna = resident()
    hashed = []
    monkeypatch.setattr(hashers, "check_password", lambda *args, **kwargs: hashed.append(1))

    answer = sign_in(client, anna.user.email, password)

    assert answer.status_code == 200
    assert hashed == []
    assert password not in answer.content.decode()


@pytest.mark.parametrize(
    "password", ["x\x00y", "\U0001f33b" * 12, "zażółć gęślą", "%s%n{{7*7}}", "\ufffd"]
)
def test_form_when_the_password_has_odd_letters(client, password):
    anna = resident()

    assert sign_in(client, anna.user.email, password).status_code == 200
    assert not signed_in(client)


def test_password_when_the_letters_are_composed_otherwise(client):
    """Passwords are compared letter for letter, as they were typed; nothing is normalized."""
    composed, decomposed = "\u017c" * 12, "z\u0307" * 12
    anna = resident(user=UserFactory(password=composed))

    sign_in(client, anna.user.email, decomposed)
    assert not signed_in(client)

    sign_in(client, anna.user.email, composed)
    assert signed_in(client)


def test_form_when_more_fields_are_posted(client):
    anna = resident()

    sign_in(
        client, anna.user.email, is_staff="1", is_superuser="1", assurance="20", pesel="78031400122"
    )

    anna.refresh_from_db()
    anna.user.refresh_from_db()
    assert (anna.assurance, anna.pesel, anna.user.is_staff, anna.user.is_superuser) == (
        10,
        "",
        False,
        False,
    )


def test_form_when_the_token_is_missing():
    anna = resident()
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client, anna.user.email).status_code == 403
    assert not signed_in(client)


# -- limits -------------------------------------------------------------------------------------


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
