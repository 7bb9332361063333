"""The look that a person picks: its cookie, and the way back."""

import pytest
from django.test import RequestFactory

from cms.ui.display import cookie_name, scheme_of

URL = "/_display/"


def test_pick_is_remembered_in_a_cookie_of_this_site(client):
    answer = client.post(URL, {"scheme": "dark", "next": "/en/?a=1"})

    cookie = answer.cookies[cookie_name()]
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/?a=1")
    assert cookie.value == "dark"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_cookie_is_secure_over_tls(client):
    answer = client.post(URL, {"scheme": "dark"}, secure=True)

    assert answer.cookies[cookie_name()]["secure"]


def test_pick_can_be_taken_back(client):
    answer = client.post(URL, {"scheme": "device"})

    assert answer.cookies[cookie_name()]["max-age"] == 0


def test_script_gets_no_page(client):
    answer = client.post(URL, {"scheme": "light"}, headers={"X-Requested-With": "fetch"})

    assert answer.status_code == 204
    assert answer.cookies[cookie_name()].value == "light"


@pytest.mark.parametrize("scheme", ["", "pink", "dark\r\nSet-Cookie: a=b", "DARK"])
def test_unknown_scheme_is_refused(client, scheme):
    answer = client.post(URL, {"scheme": scheme})

    assert answer.status_code == 400
    assert cookie_name() not in answer.cookies


def test_reading_changes_nothing(client):
    assert client.get(URL).status_code == 405


@pytest.mark.parametrize(
    "target",
    [
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        " //evil.example",
        "https://testserver/",
        "@evil.example",
    ],
)
def test_way_back_stays_on_this_host(client, target):
    answer = client.post(URL, {"scheme": "dark", "next": target})

    assert answer.headers["Location"] == "/"


def test_scheme_is_the_one_of_the_cookie():
    request = RequestFactory().get("/")
    request.COOKIES[cookie_name()] = "contrast"

    assert scheme_of(request) == "contrast"


def test_scheme_of_a_forged_cookie_is_none():
    request = RequestFactory().get("/")
    request.COOKIES[cookie_name()] = '"><script>'

    assert scheme_of(request) == ""
    assert scheme_of(None) == ""
