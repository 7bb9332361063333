"""A folder of private files for each test, two municipalities, and purposes of the tests' own."""

import pytest

from cms.files import purposes
from tests.audit import people
from tests.files.samples import PURPOSES


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    root = tmp_path / "private"
    keep_in(settings, root)
    return root


def keep_in(settings, root):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "cms.files.storage.PrivateFileSystemStorage",
            "OPTIONS": {"location": root},
        },
    }


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(purposes, "_purposes", {one.name: one for one in PURPOSES})


@pytest.fixture
def site(db):
    return people.first_site()


@pytest.fixture
def other_site(site):
    return people.second_site()


@pytest.fixture
def user(db):
    return people.user()


@pytest.fixture
def without_gates(settings):
    gates = ("cms.staff.", "cms.residents.")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(gates)]
    settings.RATUSZ_SUBJECT_PROVIDER = "cms.addonkit.people.signed_in_has_account"


@pytest.fixture
def site_of_tests(site):
    """The host of the test client is a municipality's."""
    return site
