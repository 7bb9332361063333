"""Whom to turn to, who stands in, and when the office works."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from cms.directory import services
from cms.directory.hours import parse_hours, words
from cms.directory.models import Absence, DayOff, OfficeHours, Officer, Unit
from tests.audit import people

pytestmark = pytest.mark.sql

day = datetime.date
TODAY = day(2026, 11, 24)


def dashed(text):
    return text.replace("-", "\N{EN DASH}")


@pytest.fixture
def office(site):
    unit = Unit.objects.create(site=site, name="Referat Podatków")
    names = ("anna", "beata", "cezary")
    return {
        name: Officer.objects.create(site=site, name=name, external_id=f"EZD-{name}", unit=unit)
        for name in names
    }


def away(officer, substitute=None):
    return Absence.objects.create(
        site=officer.site,
        officer=officer,
        first_day=TODAY,
        last_day=day(2026, 11, 30),
        substitute=substitute,
    )


def asked(site, name="anna", on=TODAY):
    return services.officer_for(site, f"EZD-{name}", day=on)


def test_officer_who_is_there(site, office):
    assert asked(site) == services.Contact(office["anna"])
    assert asked(site).officer.unit.name == "Referat Podatków"


def test_substitute_stands_in_on_the_days_of_absence_only(site, office):
    away(office["anna"], office["beata"])

    found = asked(site)

    assert (found.officer, found.instead_of) == (office["beata"], office["anna"])
    assert found.away_until == day(2026, 11, 30)
    assert asked(site, on=day(2026, 11, 23)).officer == office["anna"]
    assert asked(site, on=day(2026, 11, 30)).officer == office["beata"]
    assert asked(site, on=day(2026, 12, 1)).officer == office["anna"]


def test_substitute_who_is_away_has_a_substitute(site, office):
    away(office["anna"], office["beata"])
    away(office["beata"], office["cezary"])

    assert asked(site).officer == office["cezary"]
    assert asked(site).instead_of == office["anna"]


def test_nobody_stands_in(site, office):
    away(office["anna"])
    assert asked(site) == services.Contact(office["anna"], away_until=day(2026, 11, 30))


def test_circle_of_substitutes_ends(site, office):
    away(office["anna"], office["beata"])
    away(office["beata"], office["anna"])

    assert asked(site).officer == office["anna"]
    assert asked(site).away_until is not None


def test_substitute_who_left_does_not_stand_in(site, office):
    Officer.objects.filter(name="beata").update(works_here=False)
    away(office["anna"], office["beata"])

    assert asked(site).instead_of is None


def test_unknown_officers_are_none(site, other_site, office):
    assert services.officer_for(site, "") is None
    assert asked(site, "nobody") is None
    assert asked(other_site) is None
    Officer.objects.update(works_here=False)
    assert asked(site) is None


def test_lookup_takes_two_queries(site, office, django_assert_num_queries):
    away(office["anna"], office["beata"])
    away(office["beata"], office["cezary"])

    with django_assert_num_queries(2):
        assert asked(site).officer.unit.name == "Referat Podatków"


def test_units_come_with_their_people_in_two_queries(
    site, other_site, office, django_assert_num_queries
):
    Unit.objects.create(site=other_site, name="Cudzy")
    Officer.objects.filter(name="cezary").update(works_here=False)

    with django_assert_num_queries(2):
        (unit,) = services.units_of(site)
        assert [officer.name for officer in unit.officers_here] == ["anna", "beata"]


def test_audit_learns_the_unit_of_an_official(site, other_site, office):
    user = people.user()
    Officer.objects.filter(name="anna").update(user=user)

    assert services.unit_of_user(user, site.pk) == "Referat Podatków"
    assert services.unit_of_user(user, other_site.pk) == ""
    assert services.unit_of_user(people.user(), site.pk) == ""


# -- rules of the rows --------------------------------------------------------------------------


def test_absence_must_make_sense(site, office):
    anna = office["anna"]
    away(anna)
    wrong = [
        Absence(site=site, officer=anna, first_day=day(2026, 12, 2), last_day=day(2026, 12, 1)),
        Absence(site=site, officer=anna, first_day=day(2026, 11, 30), last_day=day(2026, 12, 1)),
        Absence(
            site=site,
            officer=anna,
            substitute=anna,
            first_day=day(2026, 12, 1),
            last_day=day(2026, 12, 1),
        ),
    ]

    for absence in wrong:
        with pytest.raises(ValidationError):
            absence.full_clean()


def test_unit_cannot_belong_to_itself(site):
    above = Unit.objects.create(site=site, name="A")
    below = Unit.objects.create(site=site, name="B", parent=above)
    above.parent = below

    with pytest.raises(ValidationError):
        above.full_clean()
    Unit.objects.get(pk=below.pk).full_clean()


# -- working days and hours ---------------------------------------------------------------------


def test_day_off_of_a_municipality_is_its_own(site, other_site):
    DayOff.objects.create(site=site, day=day(2026, 8, 14), reason="za 15 sierpnia")

    assert not services.is_working_day(day(2026, 8, 14), site)
    assert services.is_working_day(day(2026, 8, 14), other_site)
    assert services.is_working_day(day(2026, 8, 14))
    assert services.next_working_day(day(2026, 8, 13), site) == day(2026, 8, 17)


def test_counting_reads_the_calendar_once(site, django_assert_num_queries):
    with django_assert_num_queries(1):
        services.next_working_day(day(2026, 12, 23), site)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("7:30-15:30", "7:30-15:30"),
        ("7.30 \N{EN DASH} 15.30", "7:30-15:30"),
        ("8-12, 13-16", "8:00-12:00, 13:00-16:00"),
        ("-", "-"),
    ],
)
def test_hours_are_written_in_one_way(typed, kept):
    assert words(parse_hours(typed)) == dashed(kept)
    assert parse_hours(dashed(kept)) == parse_hours(typed)


@pytest.mark.parametrize("typed", ["8", "15-8", "8-25", "8-12, 11-13", "rano", "8:99-9", "8-8"])
def test_hours_that_cannot_be(typed):
    with pytest.raises(ValidationError):
        parse_hours(typed)


def test_office_is_open_by_its_week_and_closed_on_holidays(site):
    assert services.openings(site, TODAY) is None
    OfficeHours.objects.create(site=site, tuesday="7:30-17:00", wednesday="8-12", saturday="-")

    assert words(services.openings(site, TODAY)) == dashed("7:30-17:00")
    assert services.openings(site, day(2026, 11, 28)) == ()
    assert services.openings(site, day(2026, 11, 26)) is None
    assert services.openings(site, day(2026, 11, 11)) == ()  # a Wednesday
    DayOff.objects.create(site=site, day=TODAY)
    assert services.openings(site, TODAY) == ()


def test_unit_may_have_hours_of_its_own(site):
    OfficeHours.objects.create(site=site, tuesday="7:30-17:00", wednesday="8-12")
    unit = Unit.objects.create(site=site, name="Kasa", tuesday="8-14")

    assert words(services.openings(site, TODAY, unit=unit)) == dashed("8:00-14:00")
    assert words(services.openings(site, day(2026, 11, 25), unit=unit)) == dashed("8:00-12:00")
