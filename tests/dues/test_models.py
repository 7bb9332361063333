"""Settings without secrets, and the list of a resident's own cards."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from addons.dues.connectors.ledger_source import Access
from addons.dues.models import Card, DuesSettings
from cms.addonkit.people import Assurance, Pesel, Subject

from .conftest import ANNA, MARIA

SOURCE = "dues.ledger"


def ids_of(subject, *external_ids):
    return Card.objects.public_ids(subject, SOURCE, list(external_ids))


@pytest.mark.parametrize(
    "name",
    ["RATUSZ_SECRET_KEY", "DATABASE_URL", "ratusz_dues_x", "RATUSZ_DUES_", "RATUSZ_DUES_A\n"],
)
def test_only_variables_of_this_add_on_may_hold_credentials(site, name):
    settings = DuesSettings(site=site, secret_name=name)

    with pytest.raises(ValidationError) as caught:
        settings.full_clean()

    assert "secret_name" in caught.value.message_dict


@pytest.mark.parametrize("name", ["", "RATUSZ_DUES_SECRET", "RATUSZ_DUES_SECRET_2"])
def test_variable_of_this_add_on_is_accepted(site, name):
    DuesSettings(site=site, source_url="https://dues.example/", secret_name=name).full_clean()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "dues.example"])
def test_address_must_be_one_of_the_web(site, url):
    with pytest.raises(ValidationError):
        DuesSettings(site=site, source_url=url).full_clean()


def test_reading_the_settings_writes_nothing(site):
    assert DuesSettings.access_of(site) == Access("")
    assert not DuesSettings.objects.exists()


def test_new_accounts_get_an_id_once(anna):
    first = ids_of(anna, "a", "b")

    assert ids_of(anna, "b", "a") == first
    assert len(set(first.values())) == 2
    assert Card.objects.count() == 2


def test_joint_owners_have_ids_of_their_own(anna, person):
    maria = person(MARIA)

    assert ids_of(anna, "joint") != ids_of(maria, "joint")
    assert Card.objects.visible_to(anna).count() == Card.objects.visible_to(maria).count() == 1


@pytest.mark.sql
def test_one_account_of_a_person_cannot_be_listed_twice(anna):
    ids_of(anna, "a")

    with pytest.raises(IntegrityError), transaction.atomic():
        Card.of(anna, SOURCE, "a").save()


@pytest.mark.parametrize(
    "changes",
    [
        {"assurance": Assurance.ACCOUNT},
        {"site_id": None},
        {"user_id": None},
        {"pesel": None},
        {"pesel": Pesel(MARIA)},
        {"acting_for": Pesel(MARIA)},
    ],
)
def test_cards_are_visible_to_their_person_only(anna, changes):
    ids_of(anna, "a")
    values = {
        "site_id": anna.site_id,
        "user_id": anna.user_id,
        "assurance": Assurance.VERIFIED,
        "pesel": Pesel(ANNA),
    }

    assert Card.objects.visible_to(Subject(**values)).count() == 1
    assert Card.objects.visible_to(Subject(**{**values, **changes})).count() == 0


def test_person_who_is_not_confirmed_gets_no_card(anna):
    unsure = Subject(site_id=anna.site_id, user_id=anna.user_id)

    with pytest.raises(ValueError, match="confirmed"):
        Card.of(unsure, SOURCE, "a")


def test_names_of_records_hold_nothing_personal(anna):
    ids_of(anna, "card-of-anna")

    assert str(Card.objects.get()) == Card.objects.get().public_id
