"""What a hostile sign-in form may hold."""

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.residents.people import (
    PASSWORD,
    UserFactory,
    resident,
)
from tests.residents.signing_in import sign_in, signed_in

pytestmark = pytest.mark.django_db


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


class CountingHasher(MD5PasswordHasher):
    """Counts the work of hashing: it is what takes time."""

    done = 0

    def encode(self, password, salt):
        type(self).done += 1
        return super().encode(password, salt)


def work_of(client, email, password):
    CountingHasher.done = 0
    sign_in(client, email, password)
    return CountingHasher.done


def test_sign_in_when_known_or_not_hashes_as_often(client, other_site, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    here, elsewhere, blocked = resident(), resident(site=other_site), resident()
    blocked.user.is_active = False
    blocked.user.save()

    assert (
        work_of(client, "nikt@example.org", "nie-to-haslo"),
        work_of(client, here.user.email, "nie-to-haslo"),
        work_of(client, elsewhere.user.email, PASSWORD),
        work_of(client, blocked.user.email, PASSWORD),
    ) == (1, 1, 1, 1)
