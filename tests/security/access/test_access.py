"""Who gets what where: the table, tried out."""

import importlib

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.staff.models import Kind
from cms.staff.roles import ensure_roles
from tests.residents import people
from tests.residents.signing_in import give_app, sign_in, sign_in_with_code
from tests.security.access.table import DECLARED, ROWS, VISITORS

HERE, ELSEWHERE = "localhost", "127.0.0.1"


def visit(visitor):
    """A browser of this kind of visitor."""
    client = Client()
    here = Site.objects.get(is_default_site=True)
    if visitor == "unverified":
        sign_in(client, people.resident().user.email)
    elif visitor == "resident":
        sign_in(client, people.resident(pesel=people.ANNAS).user.email)
    elif visitor == "official":
        sign_in_with_code(client, official(here).email)
    elif visitor == "official elsewhere":
        sign_in_with_code(client, official(people.second_municipality()).email, host=ELSEWHERE)
    return client


def official(site):
    user = give_app(people.UserFactory(is_staff=True))
    user.groups.add(ensure_roles(site)[Kind.OFFICIAL])
    return user


def answer_of(response):
    """`200`, or `302 /where/`."""
    return f"{response.status_code} {response.headers.get('Location', '')}".strip()


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", VISITORS)
def test_access_when_asked_by(visitor):
    with time_machine.travel("2026-11-24 10:00:01Z", tick=False):
        client = visit(visitor)
        cookies = client.cookies.copy()
        wrong = {}
        for row in ROWS:
            client.cookies = cookies.copy()  # an address may end the session; each starts fresh
            path = reverse(row.name, kwargs=row.arguments)
            answer = answer_of(client.get(path, headers={"host": HERE}))
            if not answer.startswith(row.expected(visitor)):
                wrong[row.name] = f"{answer} instead of {row.expected(visitor)}"

    assert wrong == {}


def test_table_when_an_address_is_added_has_a_row_for_it():
    declared = {row.name for row in ROWS}

    missing = {
        pattern.name
        for module in DECLARED
        for pattern in importlib.import_module(module).urlpatterns
        if pattern.name not in declared
    }

    assert missing == set()


def test_table_when_read_has_one_row_for_each_name():
    names = [row.name for row in ROWS]

    assert len(names) == len(set(names))
