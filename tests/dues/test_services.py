"""What a resident is told: fresh figures, older ones with their time, or "we could not ask"."""

import datetime

import pytest
from wagtail.models import Site

from addons.dues import services
from addons.dues.models import Card, DuesSettings
from addons.dues.simulator.service import requests_so_far
from cms.addonkit.people import Assurance, Subject
from cms.connectors.deadline import Deadline
from cms.connectors.models import Snapshot
from cms.connectors.results import Fresh, Reason, Stale, Unavailable
from cms.connectors.simulators.coping import assert_answers, assert_copes
from tests.queries import waited_for

from .conftest import JAN, MARIA, OLENA

FAILURES = {"fault": {Reason.FAULT}, "nan": {Reason.WRONG_DATA}}


def overview(subject, site, seconds=2.0):
    return services.overview(subject, site, Deadline(seconds))


def card_of(subject, site, public_id, seconds=2.0):
    return services.card(subject, site, public_id, Deadline(seconds))


def manual_id(result):
    return result.data.public_ids["240000021"]


def test_overview_is_fresh_when_the_source_answers(configured, anna, simulator):
    result = assert_answers(simulator, "dues", lambda: overview(anna, configured))

    assert [account.external_id for account in result.data.ledger.accounts] == [
        "240000021",
        "610004417",
    ]


@pytest.mark.parametrize("mode", FAILURES)
def test_unasked_source_is_unavailable_never_empty(configured, anna, simulator, mode):
    result = assert_copes(
        simulator, "dues", mode, lambda: overview(anna, configured), reasons=FAILURES[mode]
    )

    assert isinstance(result, Unavailable)
    assert not Snapshot.objects.exists()
    assert not Card.objects.exists()


def test_stopped_source_is_answered_for_by_the_last_figures(configured, anna, simulator):
    known = overview(anna, configured)
    simulator.stop()

    result = card_of(anna, configured, manual_id(known))

    assert isinstance(result, Stale)
    assert result.reason == Reason.REFUSED
    assert str(result.data.account.balance) == "390.00"


def test_no_time_left_means_the_last_figures_without_a_call(configured, anna):
    overview(anna, configured)
    before = requests_so_far()

    result = overview(anna, configured, seconds=0)

    assert isinstance(result, Stale)
    assert requests_so_far() == before


def test_source_that_is_not_set_is_unavailable(site, anna):
    result = overview(anna, site)

    assert isinstance(result, Unavailable)
    assert result.reason == Reason.NOT_CONFIGURED
    assert not DuesSettings.objects.exists()


def test_empty_ledger_is_fresh(configured, person):
    result = overview(person(JAN), configured)

    assert isinstance(result, Fresh)
    assert result.data.ledger.accounts == ()
    assert result.data.ledger.complete


def test_card_ids_are_opaque_and_stay_the_same(configured, anna):
    first, second = overview(anna, configured), overview(anna, configured)

    assert first.data.public_ids == second.data.public_ids
    for external_id, public_id in first.data.public_ids.items():
        assert len(public_id) == 12
        assert public_id.isalnum()
        assert public_id == public_id.lower()
        assert external_id not in public_id


def test_own_card_is_shown(configured, anna):
    public_id = manual_id(overview(anna, configured))

    result = card_of(anna, configured, public_id)

    assert result.data.account.external_id == "240000021"


def test_card_that_the_source_dropped_is_gone(configured, anna):
    Card.of(anna, "dues.ledger", "closed-card").save()
    card = Card.objects.get(external_id="closed-card")

    assert card_of(anna, configured, card.public_id).data.account is None


def test_another_residents_card_is_not_found_and_nobody_is_asked(configured, anna, person):
    public_id = manual_id(overview(anna, configured))
    maria = person(MARIA)
    before = requests_so_far()

    with pytest.raises(services.NotYourCard):
        card_of(maria, configured, public_id)

    assert requests_so_far() == before


def test_card_of_another_municipality_is_not_found_and_nobody_is_asked(
    configured, anna, person, access
):
    other = Site.objects.create(
        hostname="127.0.0.1", root_page=configured.root_page, site_name="Zalesie"
    )
    DuesSettings.objects.create(site=other, source_url=access.url, secret_name=access.secret_name)
    public_id = manual_id(overview(anna, configured))
    elsewhere = Subject(
        site_id=other.pk, user_id=anna.user_id, assurance=Assurance.VERIFIED, pesel=anna.pesel
    )
    before = requests_so_far()

    with pytest.raises(services.NotYourCard):
        card_of(elsewhere, other, public_id)

    assert requests_so_far() == before


def test_same_user_with_another_pesel_has_other_cards(configured, anna, person):
    public_id = manual_id(overview(anna, configured))
    corrected = Subject(
        site_id=configured.pk,
        user_id=anna.user_id,
        assurance=Assurance.VERIFIED,
        pesel=person(MARIA).pesel,
    )

    with pytest.raises(services.NotYourCard):
        card_of(corrected, configured, public_id)


@pytest.mark.parametrize("public_id", ["", "240000021", "x" * 12, "' OR 1=1 --"])
def test_unknown_card_is_not_found(configured, anna, public_id):
    overview(anna, configured)

    with pytest.raises(services.NotYourCard):
        card_of(anna, configured, public_id)


@pytest.mark.parametrize("assurance", [Assurance.ANONYMOUS, Assurance.ACCOUNT])
def test_person_who_is_not_confirmed_has_no_cards(configured, anna, assurance):
    public_id = manual_id(overview(anna, configured))
    unsure = Subject(
        site_id=anna.site_id, user_id=anna.user_id, assurance=assurance, pesel=anna.pesel
    )

    with pytest.raises(services.NotYourCard):
        card_of(unsure, configured, public_id)
    with pytest.raises(ValueError, match="confirmed"):
        overview(unsure, configured)


def test_person_of_one_municipality_is_not_looked_up_in_another(configured, person):
    other = Site.objects.create(hostname="127.0.0.1", root_page=configured.root_page)

    with pytest.raises(ValueError, match="municipality"):
        overview(person(OLENA, site=other), configured)


@pytest.mark.sql
def test_card_takes_two_queries_at_four_and_at_five_hundred_instalments(configured, anna, person):
    maria = person(MARIA)
    short, long = overview(anna, configured), overview(maria, configured)

    with waited_for(exactly=2):
        few = card_of(anna, configured, manual_id(short))
    with waited_for(exactly=2):
        many = card_of(maria, configured, long.data.public_ids["310000077"])

    assert len(few.data.account.instalments) == 4
    assert len(many.data.account.instalments) == 500


@pytest.mark.sql
def test_known_overview_takes_three_queries(configured, anna):
    overview(anna, configured)

    with waited_for(exactly=3):
        overview(anna, configured)


@pytest.mark.sql
def test_what_is_kept_of_a_person_is_not_readable(configured, anna):
    overview(anna, configured)

    kept = [*Snapshot.objects.values_list(), *Card.objects.values_list()]

    assert len(kept) == 3
    assert anna.pesel.reveal() not in str(kept)
    assert "Góra" not in str(kept)


def test_kept_figures_come_back_as_they_were(configured, anna, person):
    maria = person(MARIA)
    known = overview(maria, configured)

    again = overview(maria, configured, seconds=0)

    assert again.data.ledger == known.data.ledger
    assert isinstance(again.fetched_at, datetime.datetime)
