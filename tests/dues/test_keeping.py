"""What is kept of a ledger comes back the same, or not at all."""

import copy
import json

import pytest
from hypothesis import given

from addons.dues.keeping import LEDGER
from cms.connectors.errors import WrongData

from .factories import DAY, account, instalment, ledger
from .test_domain import accounts

UNREADABLE = (KeyError, TypeError, ValueError, WrongData)


def kept(value):
    return json.loads(json.dumps(LEDGER.dump(value), allow_nan=False))


@given(accounts())
def test_every_ledger_comes_back_as_it_was(card):
    whole = ledger(card, as_of=max(card.as_of, DAY))

    assert LEDGER.load(kept(whole)) == whole


def test_amounts_are_kept_as_text():
    assert kept(ledger(account(instalment())))["accounts"][0]["balance"] == "100.00"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("accounts", 0, "balance"), "99.99"),
        (("accounts", 0, "balance"), "NaN"),
        (("accounts", 0, "balance"), None),
        (("accounts", 0, "as_of"), "yesterday"),
        (("accounts", 0, "kind"), "dog_tax"),
        (("accounts", 0, "instalments"), 7),
        (("accounts", 0, "instalments", 0, "due"), 20260915),
        (("currency",), "EUR"),
        (("accounts",), None),
    ],
)
def test_damaged_copy_is_refused(path, value):
    damaged = copy.deepcopy(kept(ledger(account(instalment()))))
    place = damaged
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(UNREADABLE):
        LEDGER.load(damaged)


def test_copy_without_a_field_is_refused():
    damaged = kept(ledger(account(instalment())))
    del damaged["accounts"][0]["instalments"][0]["paid"]

    with pytest.raises(UNREADABLE):
        LEDGER.load(damaged)
