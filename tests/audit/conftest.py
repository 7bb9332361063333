"""Two municipalities with an official each, signed in without the gates of the admin."""

import pytest

from tests.audit import people

# The gates in front of the admin have tests of their own.
GATES = ("cms.staff.", "cms.residents.")


@pytest.fixture
def site(db):
    return people.first_site()


@pytest.fixture
def other_site(site):
    return people.second_site()


@pytest.fixture
def without_gates(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(GATES)]


@pytest.fixture
def clerk(site, other_site, client, without_gates):
    """Signed in, with all rights for cases of the first site only."""
    made = people.official(*people.CASE_RIGHTS, sites=[site], first_name="Ewa", last_name="Nowak")
    client.force_login(made)
    return made


@pytest.fixture
def operator(site, other_site, client, without_gates):
    """Signed in, runs the installation."""
    made = people.user(is_superuser=True, is_staff=True)
    client.force_login(made)
    return made


@pytest.fixture
def reader(site, other_site, client, without_gates):
    """May look at the first site's audit, and is signed in."""
    made = people.official(
        "ratusz_audit.view_entry", sites=[site], first_name="Joanna", last_name="Czytająca"
    )
    client.force_login(made)
    return made
