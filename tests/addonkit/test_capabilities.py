"""How add-ons meet: offers that are on, none, silent or broken."""

import pytest

from cms.addonkit import Assurance, Subject
from cms.addonkit.offers import (
    correspondence,
    letter_channels,
    offers,
    payables,
    profile_cards,
)
from cms.addonkit.switch import set_enabled
from tests.sample import offers as sample

from . import capability_contracts as contracts

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject(site):
    return Subject(site_id=site.pk, user_id=7, assurance=Assurance.ACCOUNT, name="Anna")


def test_the_sample_offers_hold_the_contracts(site, subject):
    contracts.assert_payable(sample.SamplePayable(), subject, site, ["dog", "bin"])
    contracts.assert_letter_channel(sample.SampleChannel(), subject, site)
    contracts.assert_correspondence_feed(sample.SampleFeed(), subject, site)
    contracts.assert_profile_card(sample.SampleCard(), subject, site)


def test_an_offer_of_an_addon_that_is_on_is_found(site):
    assert [slug for slug, _offer in payables(site)] == ["sample"]
    assert [slug for slug, _offer in letter_channels(site)] == ["sample"]


def test_without_any_offer_the_asker_gets_an_empty_answer(site, subject):
    set_enabled("sample", site, enabled=False)

    assert payables(site) == ()
    assert correspondence(subject, site, 2.0).entries == ()
    assert profile_cards(subject, site) == ()


def test_an_unknown_capability_is_a_programming_error(site):
    with pytest.raises(LookupError):
        offers("telepathy", site)


def test_correspondence_of_all_sources_comes_newest_first(site, subject):
    feed = correspondence(subject, site, 2.0)

    assert [entry.title for entry in feed.entries] == ["Newer", "Older"]
    assert feed.silent == ()


def test_a_source_that_cannot_be_asked_is_named_and_never_looks_empty(site, subject):
    assert correspondence(subject, site, 0.0).silent == ("Sample",)


def test_a_failing_profile_card_is_left_out(site):
    broken = Subject(site_id=site.pk, user_id=7, assurance=Assurance.ACCOUNT, name="broken")

    assert profile_cards(broken, site) == ()


def test_an_offer_that_cannot_be_made_is_left_out(site, monkeypatch):
    monkeypatch.setattr(sample, "SamplePayable", None)

    assert payables(site) == ()
