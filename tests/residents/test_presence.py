"""Who is somebody at a municipality."""

import pytest

from cms.residents.presence import is_known_at, is_staff_of
from tests.residents.people import UserFactory, resident

pytestmark = pytest.mark.django_db


def test_known_when_a_resident(site, other_site):
    anna = resident()

    assert is_known_at(anna.user, site)
    assert not is_known_at(anna.user, other_site)


def test_known_when_the_host_belongs_to_no_site():
    assert not is_known_at(UserFactory(is_superuser=True), None)


def test_known_when_the_operator(site, other_site):
    operator = UserFactory(is_superuser=True)

    assert is_known_at(operator, site)
    assert is_known_at(operator, other_site)


def test_known_when_marked_as_staff_without_a_role(site):
    assert not is_known_at(UserFactory(is_staff=True), site)


@pytest.mark.parametrize("is_staff", [True, False])
def test_staff_when_the_project_has_no_roles(site, settings, is_staff):
    del settings.RATUSZ_STAFF_CHECK

    assert is_staff_of(UserFactory(is_staff=is_staff), site) is is_staff
