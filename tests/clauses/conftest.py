"""Two municipalities, and notices made by the services."""

import pytest

from tests.audit import people


@pytest.fixture
def site(db):
    return people.first_site()


@pytest.fixture
def other_site(site):
    return people.second_site()


@pytest.fixture
def without_gates(settings):
    gates = ("cms.staff.", "cms.residents.")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(gates)]
