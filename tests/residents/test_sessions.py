"""A session: of one municipality, for a working day, and none where nobody has one."""

import time

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from cms.residents import sessions
from tests.residents.people import UserFactory, resident
from tests.residents.signing_in import sign_in, signed_in

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


def test_sign_in_when_a_session_was_planted_changes_its_key(client):
    anna = resident()
    store = client.session
    store["planted"] = "by somebody else"
    store.save()
    client.cookies[COOKIE] = store.session_key

    sign_in(client, anna.user.email)

    assert client.cookies[COOKIE].value != store.session_key
    assert not Session.objects.filter(session_key=store.session_key).exists()


def test_session_when_it_comes_with_another_host_is_dead_everywhere(client, other_site):
    anna = resident()
    resident(user=anna.user, site=other_site)
    sign_in(client, anna.user.email)
    key = client.cookies[COOKIE].value

    assert not signed_in(client, host="127.0.0.1")

    client.cookies[COOKIE] = key
    assert not signed_in(client, host="localhost")
    assert not Session.objects.filter(session_key=key).exists()


def test_session_when_it_comes_with_another_port_of_its_host(client):
    anna = resident()
    sign_in(client, anna.user.email)

    assert signed_in(client, host="localhost:8000")


def test_session_when_code_signed_somebody_in_takes_the_first_host(client, other_site):
    client.force_login(resident().user)

    assert signed_in(client, host="localhost")
    assert not signed_in(client, host="127.0.0.1")


def test_session_when_the_host_belongs_to_no_site_any_more(client, site):
    anna = resident()
    sign_in(client, anna.user.email)

    anna.delete()
    site.delete()

    assert not signed_in(client)


def test_session_when_a_working_day_has_passed(client):
    with time_machine.travel("2026-11-24 07:00Z", tick=False) as clock:
        anna = resident()
        sign_in(client, anna.user.email)
        clock.shift(settings.SESSION_COOKIE_AGE - 1)
        assert signed_in(client)

        # Using it does not make it younger: its own record says when it was made.
        store = client.session
        store["touched"] = True
        store.save()
        clock.shift(2)
        assert not signed_in(client)


def test_session_when_the_account_is_blocked_meanwhile(client):
    anna = resident()
    sign_in(client, anna.user.email)
    anna.user.is_active = False
    anna.user.save()

    assert not signed_in(client)


def test_session_when_the_password_changes_meanwhile(client):
    anna = resident()
    sign_in(client, anna.user.email)
    anna.user.set_password("zupelnie-inne-slowa")
    anna.user.save()

    assert not signed_in(client)


def test_session_when_signed_out_is_gone_from_the_server(client):
    anna = resident()
    sign_in(client, anna.user.email)
    key = client.cookies[COOKIE].value

    answer = client.post("/konto/wyloguj/", headers={"host": "localhost"})

    assert answer.headers["Location"] == "/konto/wylogowano/"
    assert "cache" in answer.headers["Clear-Site-Data"]
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies[COOKIE] = key
    assert not signed_in(client)


def test_sign_out_when_only_looked_at_changes_nothing(client):
    anna = resident()
    sign_in(client, anna.user.email)

    client.get("/konto/wyloguj/")

    assert signed_in(client)


def test_sign_out_when_nobody_is_signed_in(client):
    assert client.get("/konto/wyloguj/").headers["Location"] == "/konto/wylogowano/"
    assert "Wylogowano" in client.get("/konto/wylogowano/").content.decode()


def test_session_when_the_form_is_only_opened_is_not_made(client):
    answer = client.get("/konto/zaloguj/")

    assert COOKIE not in answer.cookies
    assert Session.objects.count() == 0


@pytest.mark.urls("tests.residents.plain_urls")
def test_page_when_there_is_no_cookie_costs_no_query_for_the_person(
    client, django_assert_num_queries
):
    with django_assert_num_queries(1):  # which site it is
        client.get("/plain/")


@pytest.mark.urls("tests.residents.plain_urls")
@pytest.mark.parametrize("path", ["/plain/", "/missing/", "/en/missing/"])
def test_page_when_there_is_no_cookie_never_opens_a_session(client, path):
    answer = client.get(path)

    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies
    assert not answer.wsgi_request.session.accessed


@pytest.mark.urls("tests.residents.plain_urls")
def test_page_when_a_cookie_is_unknown_is_nobodys(client):
    client.cookies[COOKIE] = "x" * 32

    answer = client.get("/plain/")

    assert answer.content == b"nobody"


@pytest.mark.urls("tests.residents.plain_urls")
def test_page_when_somebody_is_signed_in(client):
    client.force_login(UserFactory(email="anna@example.org"))

    assert client.get("/plain/").content == b"anna@example.org"


def test_mark_when_the_session_is_read_back(client, site):
    anna = resident()
    sign_in(client, anna.user.email)

    assert client.session[sessions.SITE_KEY] == site.pk
    assert abs(client.session[sessions.SINCE_KEY] - time.time()) < 60


def test_session_when_two_browsers_have_one_each():
    anna = resident()
    first, second = Client(), Client()
    sign_in(first, anna.user.email)
    sign_in(second, anna.user.email)

    first.post("/konto/wyloguj/", headers={"host": "localhost"})

    assert not signed_in(first)
    assert signed_in(second)
