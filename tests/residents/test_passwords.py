"""Which passwords are refused."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cms.residents.passwords import LocalWordsValidator
from tests.residents.people import UserFactory, resident

pytestmark = pytest.mark.django_db


def codes(password, user=None):
    """Why a password is refused."""
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        return {error.code for error in refusal.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "czerwony parasol nad wisłą",
        "aaaaaabbbbbb",  # no rule about its make-up
        "wielkiejlitery",
        "żółta łódka podwodna",
        "\U0001f33b\U0001f334\U0001f335\U0001f33d" * 3,
        "x" * 64 + "yz" * 20,
        "ratusz, ale potem dwanaście innych liter",
    ],
)
def test_password_when_long_enough(password):
    assert codes(password) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("jedenascie1", "password_too_short"),
        ("qwertyuiop123", "password_too_common"),
        ("483920175643", "password_entirely_numeric"),
        ("gmina-ratusz-2026", "password_of_local_words"),
        ("Urząd.Pesel.1", "password_of_local_words"),
        ("zalesie-nadrzeczne-1", "password_of_local_words"),
    ],
)
def test_password_when_refused(other_site, password, code):
    other_site.site_name = "Gmina Zalesie Nadrzeczne"
    other_site.save()

    assert code in codes(password)


def test_password_when_built_from_the_address():
    user = UserFactory(email="zbigniew.brzeczyszczykiewicz@example.org")

    assert "password_of_local_words" in codes("brzeczyszczykiewicz77", user)


def test_password_when_built_from_the_residents_name():
    anna = resident(first_name="Anastazja", last_name="Wolska")

    assert "password_of_local_words" in codes("anastazja.wolska", anna.user)


def test_password_when_a_new_user_has_no_row_yet():
    user = get_user_model()(email="zbigniew@example.org")

    assert "password_of_local_words" in codes("zbigniew-zbigniew", user)


def test_help_text_when_shown():
    assert LocalWordsValidator().get_help_text()
