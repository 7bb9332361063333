"""Ways around an address: methods, overrides, paths that two parsers read differently."""

from urllib.parse import unquote

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/zaloguj/"
GATED = "/admin/"


@pytest.fixture
def visitor():
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG"])
@pytest.mark.parametrize("path", ["/", GATED, SIGN_IN, "/_addons/sample/ping/"])
def test_a_method_that_nobody_needs_is_refused_and_echoes_nothing(visitor, method, path):
    answer = visitor.generic(method, path, headers={"x-secret": "canary"})

    assert answer.status_code in {302, 404, 405}
    assert b"canary" not in answer.content


@pytest.mark.parametrize(
    "header", ["x-http-method-override", "x-http-method", "x-method-override", "_method"]
)
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_a_header_does_not_change_the_method(visitor, header, method):
    plain = visitor.get(SIGN_IN)
    answer = visitor.get(SIGN_IN, headers={header: method})

    assert answer.status_code == plain.status_code == 200


@pytest.mark.parametrize("header", ["x-original-url", "x-rewrite-url", "x-forwarded-prefix"])
def test_a_header_does_not_change_the_address(visitor, header):
    answer = visitor.get(SIGN_IN, headers={header: "/admin/"})

    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == SIGN_IN


@pytest.mark.parametrize(
    "path",
    [
        "//admin/",
        "/admin//pages/",
        "/%2e%2e/admin/",
        "/pl/..;/admin/",
        "/pl/%2e%2e/admin/",
        "/admin;x=1/",
        "/admin/./",
        "/admin/%2e/",
        "/admin%00/",
        "/ADMIN/",
        "/en/admin/",
        "/uk/admin/",
        "/pl/admin/",
        "/admin\\",
        "/static/../admin/",
        "/static/%2e%2e/admin/",
        "/_addons/../admin/",
        "/admin/login/../pages/",
        "/admin/..%2fadmin/pages/",
        "/media/../admin/",
        "/media/..%2f..%2fmanage.py",
        "/media/%2e%2e/%2e%2e/manage.py",
        "/static/..%2f..%2fmanage.py",
    ],
)
def test_a_path_read_two_ways_leads_nowhere(visitor, path):
    # As the server hands it over: decoded once.
    answer = visitor.generic("GET", "/", PATH_INFO=unquote(path))

    assert answer.status_code in {301, 302, 400, 404}, answer.status_code
    body = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    assert b"wagtail" not in body.lower()
    assert b"DJANGO_SETTINGS_MODULE" not in body
    target = answer.headers.get("Location", "")
    assert not target.startswith(("//", "http"))


@pytest.mark.parametrize("query", ["?page=%00", "?page=%ff", "?next=%00", "?q=" + "a" * 5000])
@pytest.mark.parametrize("path", ["/", SIGN_IN, "/_display/", "/nie-ma/"])
def test_no_query_breaks_an_address(visitor, path, query):
    assert visitor.generic("GET", path, QUERY_STRING=query[1:]).status_code < 500
