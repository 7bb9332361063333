"""A key that is not in the setting: no page fails, nothing is granted, nothing is lost."""

import base64

import pytest

from cms.addonkit.people import Assurance
from cms.addonkit.vault import Unopened
from cms.residents.models import Resident
from cms.residents.subjects import subject_of_resident
from tests.residents.people import ANNAS, resident
from tests.residents.signing_in import give_app, sign_in, sign_in_with_code, signed_in

pytestmark = pytest.mark.django_db
ANOTHER = "another:" + base64.b64encode(b"a" * 32).decode()
HOST = {"host": "localhost"}


@pytest.fixture
def anna(site):
    return resident(pesel=ANNAS)


@pytest.fixture
def key_is_missing(anna, settings):
    settings.RATUSZ_VAULT_KEYS = [ANOTHER, *settings.RATUSZ_VAULT_KEYS]
    put_back = list(settings.RATUSZ_VAULT_KEYS)
    settings.RATUSZ_VAULT_KEYS = [ANOTHER]

    def found_again():
        settings.RATUSZ_VAULT_KEYS = put_back

    return found_again


@pytest.mark.parametrize("path", ["/", "/konto/bezpieczenstwo/"])
def test_pages_are_there_for_a_person_whose_number_does_not_open(
    client, anna, key_is_missing, path
):
    sign_in(client, anna.user.email)

    assert signed_in(client)
    assert client.get(path, headers=HOST).status_code == 200


def test_a_person_whose_number_does_not_open_counts_as_not_confirmed(anna, key_is_missing):
    subject = subject_of_resident(Resident.objects.get(pk=anna.pk))

    assert (subject.assurance, subject.pesel) == (Assurance.ACCOUNT, None)


def test_saving_such_a_person_loses_nothing(anna, key_is_missing):
    row = Resident.objects.get(pk=anna.pk)
    assert isinstance(row.pesel, Unopened)
    row.first_name = "Hanna"
    row.save()

    key_is_missing()

    assert Resident.objects.get(pk=anna.pk).known_pesel == ANNAS


def test_the_log_names_the_column_and_nothing_of_the_value(anna, key_is_missing, caplog):
    Resident.objects.get(pk=anna.pk)

    assert "a value of ratusz_residents.Resident.pesel does not open" in caplog.text
    assert ANNAS.reveal() not in caplog.text


def test_no_code_fits_a_second_factor_that_does_not_open(client, anna, settings):
    give_app(anna.user)
    settings.RATUSZ_VAULT_KEYS = [ANOTHER]

    answer = sign_in_with_code(client, anna.user.email)

    assert answer.status_code == 200
    assert not signed_in(client)
