"""Secrets to look for, everything that is logged, and the search."""

import logging

import pytest

from cms.addonkit.people import Assurance, Subject
from tests.dues.conftest import access, configured, simulator  # noqa: F401
from tests.files.conftest import keep_in
from tests.mailbox import running_mailbox
from tests.residents.people import ANNAS, UserFactory, resident

from . import searching

PASSWORD = "kanarek-Śpiewa-7391-nad-Wisłą"
EMAIL = "kanarek.7391@example.org"


@pytest.fixture
def site(db):
    from wagtail.models import Site

    return Site.objects.get(is_default_site=True)


@pytest.fixture
def secrets():
    """Name ▸ what must not be found; tests add the tokens they come to know."""
    return {"PESEL": ANNAS.reveal(), "password": PASSWORD}


@pytest.fixture
def anna(site):
    """A resident with the canaries as number, address and password."""
    return resident(pesel=ANNAS, user=UserFactory(email=EMAIL, password=PASSWORD))


@pytest.fixture
def subject(anna, site):
    return Subject(site_id=site.pk, user_id=anna.user_id, assurance=Assurance.VERIFIED, pesel=ANNAS)


@pytest.fixture
def files(settings, tmp_path):
    folders = [tmp_path / "private", tmp_path / "media"]
    for folder in folders:
        folder.mkdir()
    keep_in(settings, folders[0])
    settings.MEDIA_ROOT = folders[1]
    return folders


@pytest.fixture
def letters(tmp_path, db):
    with running_mailbox(tmp_path) as mailbox:
        yield mailbox


@pytest.fixture
def everything_logged(caplog):
    """Every logger at DEBUG, those that are quiet in the settings, too, but the SQL of Django.

    Django writes SQL with its values at DEBUG; with the setting DEBUG only, which production
    refuses.
    """
    caplog.set_level(logging.DEBUG)
    yield caplog


@pytest.fixture
def leaks(secrets, files, everything_logged):
    """Search everywhere; gives what was found."""

    def leaks(*further):
        return searching.leaks(secrets, logs=everything_logged.text, folders=files, further=further)

    return leaks
