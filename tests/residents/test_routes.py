"""Addresses in three languages."""

import pytest
from django.urls import resolve, reverse
from django.utils import translation

from cms.residents.urls import urlpatterns

ARGUMENTS = {
    "account_reset_password_from_key": {"uidb36": "1a", "key": "c9x-0a1b2c"},
    "account_confirm_email": {"key": "MQ:1abc:d-E_f"},
}


@pytest.mark.parametrize("name", [pattern.name for pattern in urlpatterns])
def test_address_when_reversed_leads_back_in_each_language(name):
    addresses = set()
    for language in ("pl", "en", "uk"):
        with translation.override(language):
            address = reverse(name, kwargs=ARGUMENTS.get(name, {}))
            found = resolve(address)
        assert (found.url_name, found.kwargs) == (name, ARGUMENTS.get(name, {}))
        addresses.add(address)

    assert len(addresses) == 3


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("pl", "/konto/zaloguj/"),
        ("en", "/en/account/sign-in/"),
        ("uk", "/uk/oblikovyi-zapys/uviity/"),
    ],
)
def test_address_when_a_language_is_active(language, address):
    with translation.override(language):
        assert reverse("account_login") == address


def test_address_when_the_language_is_unknown_is_english():
    with translation.override("de"):
        assert reverse("account_login").endswith("account/sign-in/")


def test_address_when_nothing_is_compiled_is_polish_all_the_same(settings):
    """Routes are data: without catalogues people still sign in at the same place."""
    settings.LOCALE_PATHS = []

    assert reverse("account_login") == "/konto/zaloguj/"
