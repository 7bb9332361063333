"""Residents and their PESEL."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.addonkit.people import Assurance, Pesel, Subject
from cms.residents.models import Level, Resident
from tests.residents.people import ANNAS, MARIAS, ResidentFactory, UserFactory, resident

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return repr(cursor.fetchall())


@pytest.mark.sql
def test_pesel_when_stored_is_nowhere_in_clear():
    resident(pesel=ANNAS)

    for table in connection.introspection.table_names():
        assert ANNAS.reveal() not in rows_of(table), table


def test_pesel_when_read_again_is_the_same():
    resident(pesel=ANNAS)

    assert Resident.objects.get().known_pesel == ANNAS


def test_pesel_when_two_residents_have_theirs_is_sealed_differently_each_time():
    first = resident(pesel=ANNAS)
    before = rows_of("ratusz_residents_resident")
    first.save()

    assert rows_of("ratusz_residents_resident") != before


def test_text_forms_when_a_resident_is_logged():
    anna = resident(pesel=ANNAS)

    logged = f"{anna!r} {anna} {anna.known_pesel} {anna.known_pesel!r}"

    assert ANNAS.reveal() not in logged
    assert "Nowak" not in repr(anna)


def test_with_pesel_when_somebody_has_it(site):
    anna = resident(pesel=ANNAS)

    assert Resident.objects.with_pesel(ANNAS, site_id=site.pk).get() == anna
    assert not Resident.objects.with_pesel(MARIAS, site_id=site.pk).exists()


@pytest.mark.sql
def test_save_when_another_resident_of_the_site_has_the_pesel():
    resident(pesel=ANNAS)
    second = ResidentFactory()
    second.set_pesel(ANNAS)

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_save_when_the_pesel_is_known_at_another_site(other_site):
    anna = resident(pesel=ANNAS)

    resident(user=anna.user, site=other_site, pesel=ANNAS)

    assert Resident.objects.count() == 2


def test_save_when_several_have_no_pesel():
    ResidentFactory()
    ResidentFactory()

    assert Resident.objects.filter(pesel_hash="").count() == 2


@pytest.mark.sql
def test_save_when_the_user_is_a_resident_of_the_site_already():
    anna = ResidentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentFactory(user=anna.user)


@pytest.mark.sql
def test_update_when_verified_without_a_time():
    ResidentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Resident.objects.update(assurance=Level.VERIFIED)


def test_set_pesel_when_it_is_forgotten():
    anna = resident(pesel=ANNAS)

    anna.set_pesel(None)

    assert (anna.known_pesel, anna.pesel_hash) == (None, "")


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (None, Assurance.VERIFIED),
        (NOW + datetime.timedelta(seconds=1), Assurance.VERIFIED),
        (NOW, Assurance.ACCOUNT),
        (NOW - datetime.timedelta(days=1), Assurance.ACCOUNT),
    ],
)
def test_assurance_at_when_the_verification_lapses(until, expected):
    anna = Resident(assurance=Level.VERIFIED, verified_at=NOW, valid_until=until)

    assert anna.assurance_at(NOW) == expected


def test_assurance_at_when_never_verified():
    assert Resident().assurance_at(timezone.now()) == Assurance.ACCOUNT


def test_visible_to_when_others_are_there_too(site, other_site):
    anna = resident()
    resident(user=UserFactory())
    resident(user=anna.user, site=other_site)

    seen = Resident.objects.visible_to(Subject(site_id=site.pk, user_id=anna.user_id))

    assert list(seen) == [anna]


@pytest.mark.parametrize("subject", [Subject(site_id=None), Subject(site_id=1), Subject(None, 1)])
def test_visible_to_when_nobody_asks(subject):
    resident()

    assert not Resident.objects.visible_to(subject).exists()


def test_order_when_listed():
    for first, last in [("Zofia", "Adamska"), ("Adam", "Nowak"), ("Anna", "Adamska")]:
        ResidentFactory(first_name=first, last_name=last)

    assert [r.full_name for r in Resident.objects.all()] == [
        "Anna Adamska",
        "Zofia Adamska",
        "Adam Nowak",
    ]


def test_pesel_key_when_the_purpose_differs():
    from cms.addonkit.vault import keyed_hash
    from cms.residents.models import pesel_key

    assert pesel_key(ANNAS) != keyed_hash(ANNAS.reveal(), purpose="something else")
    assert pesel_key(ANNAS) == pesel_key(Pesel(ANNAS.reveal()))
