"""Signing in at a municipality."""

import pytest

from cms.residents.adapter import AccountAdapter
from cms.residents.models import Resident
from tests.residents.people import (
    ANNAS,
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


def test_blocked_account_when_allauth_would_have_a_page_for_it(rf):
    answer = AccountAdapter().respond_user_inactive(rf.get("/"), UserFactory())

    assert answer.headers["Location"] == "/konto/zaloguj/"


def test_sign_in_when_somebody_is_signed_in_already(client):
    anna = resident()
    sign_in(client, anna.user.email)

    assert client.get("/konto/zaloguj/").headers["Location"] == "/pulpit/"
