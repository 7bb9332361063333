"""The gate of the admin."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cms.staff.models import Kind
from tests.residents.people import PASSWORD, UserFactory, resident
from tests.residents.signing_in import (
    code_now,
    give_app,
    sign_in,
    sign_in_with_code,
)

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost"}
GATE = "cms.staff.gate.SecondFactorGateMiddleware"


def every_address_of_the_admin():
    """One concrete address for each pattern below the admin, arguments filled with a number."""

    def walk(patterns, before):
        for entry in patterns:
            route = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, route)
            elif isinstance(entry, URLPattern):
                yield route

    admin = next(
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and str(entry.pattern) == "admin/"
    )
    found = set()
    for route in walk(admin.url_patterns, "/admin/"):
        path = re.sub(r"<\w+:\w+>|<\w+>|\(\?P<\w+>[^()]*(\([^()]*\)[^()]*)*\)", "1", route)
        found.add(re.sub(r"[\^$?\\]|\(|\)", "", path))
    return sorted(found)


ADDRESSES = every_address_of_the_admin()


def test_addresses_when_collected_are_many():
    assert len(ADDRESSES) > 150
    assert {"/admin/", "/admin/pages/", "/admin/users/", "/admin/login/"} <= set(ADDRESSES)


def refusals(client, addresses=ADDRESSES):
    """Where the gate sends each address; None for one that it let through."""
    answers = {path: client.get(path, headers=HOST) for path in addresses}
    return {path: answer.headers.get("Location") for path, answer in answers.items()}


def unexpected(found, prefixes):
    return {
        path: target for path, target in found.items() if not (target or "").startswith(prefixes)
    }


# Wagtail's own sign-in and reset are shut: they lead to the gate itself.
SHUT = ("/admin/",)


def test_gate_when_nobody_is_signed_in(client, site):
    assert unexpected(refusals(client), ("/konto/zaloguj/?next=/admin/", *SHUT)) == {}


def test_gate_when_only_the_password_was_given(client, worker):
    # A session without the second step: as if a door had forgotten to ask for the code.
    client.force_login(worker())

    assert unexpected(refusals(client), ("/konto/potwierdz-kod/?next=", *SHUT)) == {}


def test_gate_when_there_is_no_second_factor(client, worker):
    sign_in(client, worker(app=False).email)

    assert unexpected(refusals(client), ("/konto/aplikacja/wlacz/", *SHUT)) == {}


def test_gate_when_the_operator_gave_only_the_password(client, worker):
    client.force_login(worker(kind=None, is_superuser=True))

    assert unexpected(refusals(client), ("/konto/potwierdz-kod/?next=", *SHUT)) == {}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "head", "options"])
def test_gate_when_another_method_is_used(client, worker, method):
    client.force_login(worker())

    for path in ("/admin/", "/admin/pages/", "/admin/users/add/", "/admin/api/main/pages/"):
        assert getattr(client, method)(path, headers=HOST).status_code == 302


def test_gate_when_both_steps_were_taken(client, worker, clock):
    sign_in_with_code(client, worker().email)

    for path in ("/admin/", "/admin/pages/", "/admin/account/"):
        assert client.get(path, headers=HOST, follow=True).status_code == 200


def test_gate_when_a_page_was_asked_for_leads_back_to_it(client, worker, clock):
    user = worker()
    asked = client.get("/admin/pages/?q=a", headers=HOST)
    page, _, query = asked.headers["Location"].partition("?")

    client.post(f"{page}?{query}", {"login": user.email, "password": PASSWORD}, headers=HOST)
    answer = client.post("/konto/kod/", {"code": code_now()}, headers=HOST)

    assert answer.headers["Location"] == "/admin/pages/?q=a"


def test_gate_when_the_person_only_works_here_signing_in_ends_there(client, worker, clock):
    answer = sign_in_with_code(client, worker(Kind.OFFICIAL).email)

    assert answer.headers["Location"] == "/admin/"


def test_gate_when_the_app_has_just_been_set_up(client, worker, clock, commits_at_once):
    user = worker(app=False)
    sign_in(client, user.email)
    client.post("/konto/potwierdz-haslo/", {"password": PASSWORD}, headers=HOST)
    page = client.get("/konto/aplikacja/wlacz/", headers=HOST).content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page).group(1).replace(" ", "")

    client.post("/konto/aplikacja/wlacz/", {"code": code_now(secret)}, headers=HOST)

    assert client.get("/admin/", headers=HOST).status_code == 200


def test_gate_when_the_code_is_given_afterwards(client, worker, clock):
    client.force_login(worker())
    asked = client.get("/admin/pages/", headers=HOST)

    answer = client.post(asked.headers["Location"], {"code": code_now()}, headers=HOST)

    assert answer.headers["Location"] == "/admin/pages/"
    assert client.get("/admin/", headers=HOST).status_code == 200


def test_gate_when_the_session_is_another_persons(client, worker, clock):
    """The record of the code belongs to who gave it, not to the browser."""
    sign_in_with_code(client, worker().email)
    other = worker()

    client.force_login(other)

    assert client.get("/admin/", headers=HOST).status_code == 302


@pytest.mark.parametrize("app", [True, False])
def test_gate_when_a_resident_comes(client, clock, app):
    anna = resident()
    if app:
        give_app(anna.user)
        sign_in_with_code(client, anna.user.email)
    else:
        sign_in(client, anna.user.email)

    assert client.get("/admin/", headers=HOST).status_code == 403
    assert client.get("/admin/pages/", headers=HOST).status_code == 403


def test_gate_when_the_role_is_at_another_municipality(client, worker, other_site, clock):
    user = worker(Kind.ADMINISTRATOR, at=other_site)
    resident(user=user)  # so that they may sign in here at all

    sign_in_with_code(client, user.email)

    assert client.get("/admin/", headers=HOST).status_code == 403


def test_gate_when_the_role_is_taken_away_meanwhile(client, worker, clock):
    user = worker()
    sign_in_with_code(client, user.email)

    user.groups.clear()

    assert client.get("/admin/", headers=HOST).status_code == 403


def test_gate_when_the_account_is_blocked_meanwhile(client, worker, clock):
    user = worker()
    sign_in_with_code(client, user.email)

    user.is_active = False
    user.save()

    assert client.get("/admin/", headers=HOST).headers["Location"].startswith("/konto/zaloguj/")


def test_gate_when_the_operator_works_at_any_municipality(client, worker, other_site, clock):
    user = worker(kind=None, is_superuser=True)

    sign_in_with_code(client, user.email, host="127.0.0.1")

    assert client.get("/admin/", headers={"host": "127.0.0.1"}).status_code == 200


def test_wagtails_sign_in_when_posted_signs_nobody_in(client, worker):
    user = worker()

    client.post("/admin/login/", {"username": user.email, "password": PASSWORD}, headers=HOST)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/"]
)
def test_wagtails_sign_in_when_past_the_gate_stays_shut(client, worker, clock, path):
    sign_in_with_code(client, worker().email)

    assert client.get(path, headers=HOST).headers["Location"] == reverse("wagtailadmin_home")


def test_wagtails_account_page_when_opened_changes_neither_address_nor_password(
    client, worker, clock
):
    sign_in_with_code(client, worker().email)

    html = client.get("/admin/account/", headers=HOST).content.decode()

    assert 'type="password"' not in html
    assert 'type="email"' not in html


def test_public_pages_when_somebody_has_no_code_are_not_gated(client):
    client.force_login(UserFactory())

    assert client.get("/konto/zaloguj/", headers=HOST).status_code in {200, 302}


def test_middleware_when_configured_stands_after_those_it_asks():
    order = settings.MIDDLEWARE

    for before in (
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "cms.residents.middleware.SessionOfOneSiteMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ):
        assert order.index(before) < order.index(GATE)


def test_gate_when_the_admin_is_asked_for_without_a_slash():
    assert Client().get("/admin", headers=HOST).status_code in {301, 302, 404}
