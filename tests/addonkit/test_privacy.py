"""A person's data: handed over whole, erased whole or not at all."""

import pytest
from django.contrib.auth import get_user_model

from cms.addonkit.people import Pesel
from cms.addonkit.privacy import ErasureRefused, Person, erase, export, plan_erasure
from cms.addonkit.switch import set_enabled
from cms.connectors.models import Snapshot
from tests.sample import privacy
from tests.sample.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(site):
    user = get_user_model().objects.create_user("anna@example.org", "x")
    return Person(site=site, user_id=user.pk)


@pytest.fixture
def case(person):
    return Case.objects.create(site=person.site, owner_id=person.user_id, title="a hole")


def test_export_has_what_each_app_keeps(person, case):
    copy = export(person)

    assert copy.parts["sample"] == {"cases": ["a hole"]}
    assert copy.failed == ()


def test_export_names_the_part_that_is_missing(person, case, caplog):
    Case.objects.filter(pk=case.pk).update(title="not json")

    copy = export(person)

    assert copy.failed == ("sample",)
    assert "not json" not in caplog.text


def test_plan_counts_and_changes_nothing(person, case):
    plan = plan_erasure(person)

    assert plan.allowed
    assert plan.counts["sample"] == {"cases": 1}
    assert Case.objects.filter(pk=case.pk).exists()


def test_erasure_takes_everything_also_of_addons_that_are_off(person, case):
    set_enabled("sample", person.site, enabled=False)

    assert erase(person).counts["sample"] == {"cases": 1}
    assert not Case.objects.filter(pk=case.pk).exists()
    assert plan_erasure(person).counts == {}


def test_erasure_that_somebody_vetoes_takes_nothing(person, case):
    Case.objects.create(site=person.site, owner_id=person.user_id, title="paid now", state="paying")

    with pytest.raises(ErasureRefused) as refused:
        erase(person)

    assert refused.value.plan.vetoes == (("Sample", "A case is being paid."),)
    assert Case.objects.count() == 2


def test_erasure_that_fails_half_way_takes_nothing(person, case, monkeypatch):
    Snapshot.objects.create(
        site=person.site,
        user_id=person.user_id,
        connector="dues.ledger",
        subject_hash="0" * 64,
        schema=1,
        payload="x",
        fetched_at="2026-11-24T10:00:00Z",
    )
    real = privacy.PersonalData.erase

    def fails(self, person, *, dry_run):
        gone = real(self, person, dry_run=dry_run)
        if not dry_run:
            raise OSError
        return gone

    monkeypatch.setattr(privacy.PersonalData, "erase", fails)

    with pytest.raises(OSError):
        erase(person)

    assert Case.objects.filter(pk=case.pk).exists()
    assert Snapshot.objects.count() == 1


def test_person_hides_the_pesel(person):
    shown = repr(Person(person.site, person.user_id, Pesel("02070803628")))

    assert "0207" not in shown
