"""Staff of two municipalities; the clock stands still, so that a code fits."""

import pytest
import time_machine
from wagtail.models import Site

from cms.staff.models import Kind
from cms.staff.roles import ensure_roles
from tests.residents import people
from tests.residents.conftest import commits_at_once, letters  # noqa: F401
from tests.residents.signing_in import give_app


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-24 10:00:01Z", tick=False) as moving:
        yield moving


@pytest.fixture
def site(db):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def other_site(site):
    return people.second_municipality()


@pytest.fixture
def worker(site):
    """Make somebody who works for a municipality."""

    def make(kind=Kind.EDITOR, *, at=None, app=True, **fields):
        user = people.UserFactory(is_staff=True, first_name="Ewa", last_name="Lis", **fields)
        if kind:
            user.groups.add(ensure_roles(at or site)[kind])
        return give_app(user) if app else user

    return make
