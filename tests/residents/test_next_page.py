"""Where signing in leads."""

import pytest

from tests.residents.people import (
    resident,
)
from tests.residents.signing_in import sign_in

pytestmark = pytest.mark.django_db


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
