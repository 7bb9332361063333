"""Who a request comes from."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cms.addonkit.people import Assurance, Subject
from cms.addonkit.people import subject_of as subject_by_setting
from cms.residents.subjects import subject_of
from cms.staff.models import Kind
from cms.staff.roles import ensure_roles
from tests.residents.people import ANNAS, UserFactory, resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(rf):
    """The subject of a request of somebody at a host."""

    def subject(user, host="localhost"):
        request = rf.get("/", headers={"host": host})
        request.user = user
        return subject_of(request)

    return subject


def test_subject_when_nobody_is_signed_in(ask, site):
    assert ask(AnonymousUser()) == Subject(site_id=site.pk)


def test_subject_when_a_resident_is_not_verified(ask, site):
    piotr = resident()

    assert ask(piotr.user) == Subject(
        site_id=site.pk, user_id=piotr.user_id, assurance=Assurance.ACCOUNT, name="Anna Nowak"
    )


def test_subject_when_a_resident_is_verified(ask):
    anna = resident(pesel=ANNAS)

    subject = ask(anna.user)

    assert (subject.assurance, subject.data_of) == (Assurance.VERIFIED, ANNAS)


def test_subject_when_the_verification_has_lapsed(ask):
    anna = resident(pesel=ANNAS)
    anna.valid_until = timezone.now() - datetime.timedelta(seconds=1)
    anna.save()

    subject = ask(anna.user)

    assert (subject.assurance, subject.pesel) == (Assurance.ACCOUNT, None)


def test_subject_when_the_user_is_blocked(ask, site):
    anna = resident(pesel=ANNAS)
    anna.user.is_active = False

    assert ask(anna.user) == Subject(site_id=site.pk)


def test_subject_when_a_resident_of_another_municipality(ask, other_site):
    olena = resident(site=other_site, pesel=ANNAS)

    here, there = ask(olena.user), ask(olena.user, "127.0.0.1")

    assert here.assurance == Assurance.ANONYMOUS
    assert here.user_id is None
    assert there.assurance == Assurance.VERIFIED


def test_subject_when_verified_in_one_municipality_and_resident_of_two(ask, other_site):
    anna = resident(pesel=ANNAS)
    resident(user=anna.user, site=other_site)

    assert ask(anna.user).assurance == Assurance.VERIFIED
    assert ask(anna.user, "127.0.0.1").assurance == Assurance.ACCOUNT


def test_subject_when_staff_of_the_municipality(ask, site, other_site):
    user = UserFactory(first_name="Tomasz", last_name="Urzędnik")
    user.groups.add(ensure_roles(site)[Kind.OFFICIAL])

    here, there = ask(user), ask(user, "127.0.0.1")

    assert (here.assurance, here.name, here.pesel) == (Assurance.ACCOUNT, "Tomasz Urzędnik", None)
    assert there.assurance == Assurance.ANONYMOUS


@pytest.mark.sql
def test_subject_when_signed_in_costs_one_query_besides_user_and_site(
    ask, django_assert_num_queries
):
    user = resident(pesel=ANNAS).user

    with django_assert_num_queries(2):  # the site, the resident
        ask(user)


def test_subject_when_the_framework_asks(rf):
    anna = resident(pesel=ANNAS)
    request = rf.get("/", headers={"host": "localhost"})
    request.user = anna.user

    assert subject_by_setting(request).data_of == ANNAS


def test_subject_when_printed_hides_the_number(ask):
    anna = resident(pesel=ANNAS)

    assert ANNAS.reveal() not in repr(ask(anna.user))
