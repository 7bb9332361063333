"""Wagtail's screens for users, with our user class."""

import pytest
import time_machine
from django.contrib.auth import get_user_model

from tests.residents.people import UserFactory
from tests.residents.signing_in import give_app, sign_in_with_code

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost"}


@pytest.fixture
def operator(client):
    with time_machine.travel("2026-11-24 10:00:01Z", tick=False):
        user = give_app(UserFactory(is_superuser=True, is_staff=True, first_name="Marek"))
        sign_in_with_code(client, user.email)
        yield user


def form_values(**changes):
    return {
        "email": "Nowa.Osoba@Example.org",
        "first_name": "Nowa",
        "last_name": "Osoba",
        "password1": "czerwony-parasol-nad-wisla",
        "password2": "czerwony-parasol-nad-wisla",
        "is_active": "on",
        **changes,
    }


def test_list_when_opened_shows_addresses(client, operator):
    UserFactory(email="ewa@example.org", first_name="Ewa", last_name="Lis")

    html = client.get("/admin/users/", headers=HOST).content.decode()

    assert "ewa@example.org" in html
    assert "Ewa Lis" in html


@pytest.mark.parametrize("query", ["q=ewa", "ordering=name", "is_active=true"])
def test_list_when_searched_and_ordered(client, operator, query):
    assert client.get(f"/admin/users/?{query}", headers=HOST).status_code == 200


def test_add_when_filled_in_makes_a_user(client, operator):
    assert client.get("/admin/users/new/", headers=HOST).status_code == 200

    client.post("/admin/users/new/", form_values(), headers=HOST)

    user = get_user_model().objects.get(email="nowa.osoba@example.org")
    assert user.check_password("czerwony-parasol-nad-wisla")


def test_add_when_another_spelling_is_taken(client, operator):
    UserFactory(email="nowa.osoba@example.org")

    answer = client.post("/admin/users/new/", form_values(), headers=HOST)

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"email"}


def test_add_when_the_password_is_weak(client, operator):
    answer = client.post(
        "/admin/users/new/",
        form_values(password1="gmina-portal1", password2="gmina-portal1"),
        headers=HOST,
    )

    assert answer.context["form"].errors


def test_edit_when_saved_changes_the_name(client, operator):
    ewa = UserFactory(email="ewa@example.org", first_name="Ewa", last_name="Lis")
    address = f"/admin/users/edit/{ewa.pk}/"
    assert client.get(address, headers=HOST).status_code == 200

    client.post(
        address,
        form_values(email="ewa@example.org", last_name="Nowa", password1="", password2=""),
        headers=HOST,
    )

    ewa.refresh_from_db()
    assert (ewa.last_name, ewa.email) == ("Nowa", "ewa@example.org")


def test_edit_when_blocked_ends_the_sessions(client, operator):
    ewa = UserFactory(email="ewa@example.org")
    values = form_values(email="ewa@example.org", password1="", password2="")
    del values["is_active"]

    client.post(f"/admin/users/edit/{ewa.pk}/", values, headers=HOST)

    ewa.refresh_from_db()
    assert not ewa.is_active


def test_delete_when_confirmed(client, operator):
    ewa = UserFactory()

    client.post(f"/admin/users/delete/{ewa.pk}/", headers=HOST)

    assert not get_user_model().objects.filter(pk=ewa.pk).exists()
