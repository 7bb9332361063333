"""The project's user class."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

pytestmark = pytest.mark.django_db


def test_create_user_when_the_address_is_typed_in_capitals():
    user = get_user_model().objects.create_user(" Anna.Nowak@Example.ORG ", "x")

    assert user.email == "anna.nowak@example.org"


def test_create_user_when_the_address_is_empty():
    with pytest.raises(ValueError, match="address"):
        get_user_model().objects.create_user("", "x")


def test_create_user_when_there_is_no_password():
    user = get_user_model().objects.create_user("anna@example.org")

    assert not user.has_usable_password()


def test_create_superuser_when_asked():
    user = get_user_model().objects.create_superuser("operator@example.org", "x")

    assert user.is_staff
    assert user.is_superuser


def test_create_user_when_another_spelling_is_taken():
    users = get_user_model().objects
    users.create_user("jan@x.pl", "x")

    with pytest.raises(IntegrityError), transaction.atomic():
        users.create_user("\uff4aan@x.pl", "x")


@pytest.mark.sql
def test_update_when_it_goes_past_the_model():
    users = get_user_model().objects
    users.create_user("jan@x.pl", "x")

    with pytest.raises(IntegrityError), transaction.atomic():
        users.filter(email="jan@x.pl").update(email="Jan@x.pl")


def test_get_by_natural_key_when_typed_in_capitals():
    user = get_user_model().objects.create_user("jan@x.pl", "x")

    assert get_user_model().objects.get_by_natural_key("JAN@X.PL") == user


def test_full_clean_when_the_address_has_a_letter_outside_ascii():
    user = get_user_model()(email="m\u0131ke@x.pl", password="x")

    with pytest.raises(ValidationError) as refusal:
        user.full_clean()

    assert "email" in refusal.value.message_dict


def test_names_when_staff_have_one():
    user = get_user_model()(email="ewa@x.pl", first_name="Ewa", last_name="Lis")

    assert (user.get_full_name(), user.get_short_name()) == ("Ewa Lis", "Ewa")


def test_names_when_there_is_none():
    user = get_user_model()(email="ewa@x.pl")

    assert (user.get_full_name(), user.get_short_name(), str(user)) == ("ewa@x.pl",) * 3
