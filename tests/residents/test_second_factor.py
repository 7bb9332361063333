"""Codes from an app."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection

from tests.residents.people import PASSWORD, resident
from tests.residents.signing_in import (
    SECRET,
    code_now,
    give_app,
    sign_in,
    sign_in_with_code,
    signed_in,
)

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-24 10:00:01Z", tick=False) as moving:
        yield moving


@pytest.fixture
def anna(site):
    return give_app(resident().user)


def test_secret_when_stored_is_sealed(anna):
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())

    assert SECRET not in stored


def test_sign_in_when_there_is_an_app_asks_for_the_code(client, anna):
    answer = sign_in(client, anna.email)

    assert answer.headers["Location"] == "/konto/kod/"
    assert 'autocomplete="one-time-code"' in client.get("/konto/kod/").content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize("path", ["/pulpit/", "/konto/bezpieczenstwo/", "/konto/haslo/zmien/"])
def test_sign_in_when_the_code_is_skipped_by_address(client, anna, path):
    sign_in(client, anna.email)

    client.get(path, headers=HOST)

    assert not signed_in(client)


def test_sign_in_when_the_code_is_right(client, anna, clock):
    answer = sign_in_with_code(client, anna.email)

    assert answer.headers["Location"] == "/pulpit/"
    assert signed_in(client)


def test_sign_in_when_the_code_is_right_changes_the_sessions_key(client, anna, clock):
    sign_in(client, anna.email)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value

    client.post("/konto/kod/", {"code": code_now()}, headers=HOST)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_code_when_used_a_second_time(client, anna, clock):
    sign_in_with_code(client, anna.email)
    client.post("/konto/wyloguj/", headers=HOST)

    answer = sign_in_with_code(client, anna.email)

    assert answer.status_code == 200
    assert "<title>Błąd: " in answer.content.decode()
    assert not signed_in(client)


def test_code_when_half_a_minute_has_passed(client, anna, clock):
    sign_in(client, anna.email)
    code = code_now()
    clock.shift(30)

    client.post("/konto/kod/", {"code": code}, headers=HOST)

    assert not signed_in(client)


def test_code_when_guessed_is_limited(client, anna, clock):
    sign_in(client, anna.email)
    for number in range(5):
        client.post("/konto/kod/", {"code": f"{number:06}"}, headers=HOST)

    client.post("/konto/kod/", {"code": code_now()}, headers=HOST)

    assert not signed_in(client)


def test_code_when_the_first_step_is_a_quarter_of_an_hour_old(client, anna, clock):
    sign_in(client, anna.email)
    clock.shift(15 * 60 + 1)

    client.post("/konto/kod/", {"code": code_now()}, headers=HOST)

    assert not signed_in(client)


def confirm(client):
    client.post("/konto/potwierdz-haslo/", {"password": PASSWORD}, headers=HOST)


def set_up(client):
    """Turn the app on, as far as its last step."""
    page = client.get("/konto/aplikacja/wlacz/", headers=HOST).content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page).group(1).replace(" ", "")
    return page, client.post("/konto/aplikacja/wlacz/", {"code": code_now(secret)}, headers=HOST)


def test_set_up_when_the_password_was_not_confirmed(client):
    user = resident().user
    sign_in(client, user.email)

    answer = client.get("/konto/aplikacja/wlacz/", headers=HOST)

    assert answer.headers["Location"].startswith("/konto/potwierdz-haslo/?next=")


def test_set_up_when_the_code_fits(client, clock, letters, commits_at_once):
    user = resident().user
    sign_in(client, user.email)
    confirm(client)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value

    page, answer = set_up(client)

    assert 'src="data:image/svg+xml;base64,' in page
    assert answer.headers["Location"] == "/konto/kody-zapasowe/"
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert [letter.to for letter in letters()] == [[user.email]]
    assert signed_in(client)


def test_set_up_when_the_code_is_wrong(client, clock):
    user = resident().user
    sign_in(client, user.email)
    confirm(client)
    client.get("/konto/aplikacja/wlacz/", headers=HOST)

    answer = client.post("/konto/aplikacja/wlacz/", {"code": "000000"}, headers=HOST)

    assert "<title>Błąd: " in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.fixture
def secured(client, clock, commits_at_once):
    """Somebody signed in who has set up the app and confirmed it."""
    user = resident().user
    sign_in(client, user.email)
    confirm(client)
    set_up(client)
    return user


def spare_codes(client):
    page = client.get("/konto/kody-zapasowe/", headers=HOST).content.decode()
    return re.findall(r"<code>(\d{8})</code>", page)


def test_spare_code_when_used_twice(client, secured):
    code = spare_codes(client)[0]
    for expected in (True, False):
        client.post("/konto/wyloguj/", headers=HOST)
        sign_in(client, secured.email)
        client.post("/konto/kod/", {"code": code}, headers=HOST)
        assert signed_in(client) is expected


def test_spare_codes_when_downloaded(client, secured):
    answer = client.get("/konto/kody-zapasowe/pobierz/", headers=HOST)

    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content.decode().split() == spare_codes(client)


def test_spare_codes_when_made_anew_the_old_ones_stop(client, secured):
    old = spare_codes(client)

    client.post("/konto/kody-zapasowe/nowe/", headers=HOST)

    assert not set(old) & set(spare_codes(client))


def test_remove_when_confirmed(client, secured, letters):
    assert client.get("/konto/aplikacja/wylacz/", headers=HOST).status_code == 200

    client.post("/konto/aplikacja/wylacz/", headers=HOST)

    assert not Authenticator.objects.exists()
    assert client.get("/konto/bezpieczenstwo/", headers=HOST).status_code == 200


def test_confirm_by_code_when_right_changes_the_sessions_key(client, anna, clock):
    sign_in_with_code(client, anna.email)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    clock.shift(30)

    answer = client.post("/konto/potwierdz-kod/", {"code": code_now()}, headers=HOST)

    assert answer.status_code == 302
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


@pytest.mark.parametrize(
    "path", ["/konto/bezpieczenstwo/", "/konto/kody-zapasowe/", "/konto/aplikacja/wlacz/"]
)
def test_pages_when_nobody_is_signed_in(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(("/konto/zaloguj/", "/konto/potwierdz"))
