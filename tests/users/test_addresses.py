"""One mailbox, one spelling."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.users.addresses import normalize, validate_local_part


@pytest.mark.parametrize(
    "typed",
    [
        "Jan@X.pl",
        "  jan@x.pl ",
        "\uff4aan@x.pl",  # full-width j
        "jan\uff20x.pl",  # full-width @
        "jan@x.pl\u00a0",  # no-break space
    ],
)
def test_normalize_when_the_mailbox_is_the_same(typed):
    assert normalize(typed) == "jan@x.pl"


def test_normalize_when_a_letter_only_looks_alike():
    assert normalize("m\u0131ke@x.pl") != normalize("mike@x.pl")
    assert normalize("M\u0130KE@x.pl") != normalize("mike@x.pl")


@given(st.text(max_size=60))
def test_normalize_when_done_twice_changes_nothing_more(text):
    assert normalize(normalize(text)) == normalize(text)


@pytest.mark.parametrize("address", ["m\u0131ke@x.pl", "łukasz@x.pl"])
def test_validate_local_part_when_a_letter_is_not_ascii(address):
    with pytest.raises(ValidationError):
        validate_local_part(address)


def test_validate_local_part_when_only_the_domain_is_not_ascii():
    validate_local_part("sekretariat@puławy.example")
