"""What the portal keeps of somebody's dues: handed over and erased."""

import pytest

from addons.dues.models import Card
from cms.addonkit.privacy import Person, erase, export, plan_erasure
from cms.connectors.models import Snapshot

from .conftest import ANNA, JAN, MARIA

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(person, site):
    subject = person(ANNA)
    Card.objects.public_ids(subject, "dues.ledger", ["240000021"])
    Card.objects.public_ids(person(MARIA), "dues.ledger", ["240000022"])
    return Person(site=site, user_id=subject.user_id, pesel=subject.pesel)


def test_export_names_the_cards_of_the_person_only(anna):
    (card,) = export(anna).parts["dues"]["cards"]

    assert (card["source"], card["number"]) == ("dues.ledger", "240000021")


def test_erasure_takes_the_cards_of_the_person_only(anna):
    assert plan_erasure(anna).counts["dues"] == {"cards": 1}
    assert Card.objects.count() == 2

    assert erase(anna).counts["dues"] == {"cards": 1}

    assert [card.external_id for card in Card.objects.all()] == ["240000022"]


def test_erasure_takes_the_last_answers_about_the_person_whoever_asked(anna, person, site):
    from cms.connectors.snapshots import hash_of

    carer = person(JAN)
    Snapshot.objects.create(
        site=site,
        user_id=carer.user_id,
        connector="dues.ledger",
        subject_hash=hash_of(anna.pesel, site.pk),
        schema=1,
        payload="sealed",
        fetched_at="2026-11-24T10:00:00Z",
    )

    assert export(anna).parts["ratusz_connectors"]["last_answers"][0]["source"] == "dues.ledger"
    assert erase(anna).counts["ratusz_connectors"] == {"last_answers": 1}
    assert not Snapshot.objects.exists()
