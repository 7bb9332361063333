"""Two municipalities, and officials with all rights for the first."""

import pytest

from tests.audit import people

MODELS = ("unit", "officer", "absence", "dayoff")
RIGHTS = tuple(
    f"ratusz_directory.{action}_{model}"
    for model in MODELS
    for action in ("view", "add", "change", "delete")
)


@pytest.fixture
def site(db):
    return people.first_site()


@pytest.fixture
def other_site(site):
    return people.second_site()


@pytest.fixture
def official(site, other_site, settings, client):
    gates = ("cms.staff.", "cms.residents.")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(gates)]
    settings.RATUSZ_SUBJECT_PROVIDER = "cms.addonkit.people.signed_in_has_account"
    made = people.official(*RIGHTS, sites=[site])
    client.force_login(made)
    return made


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "cms.files.storage.PrivateFileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private"},
        },
    }
