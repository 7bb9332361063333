"""Reports ▸ Audit: looking for a person, and what is recorded of it."""

import pytest

from cms.addonkit.people import Pesel
from cms.audit import persons
from cms.audit.models import Entry
from cms.audit.privacy import subject_key
from cms.audit.services import record
from tests.audit import people
from tests.audit.staff_contract import body_of

pytestmark = pytest.mark.django_db

URL = "/admin/reports/audit/"
DIGITS = "78031400122"
ANNA = Pesel(DIGITS)
RIGHT = "ratusz_audit.view_entry"


def shown(answer):
    return [entry.event for entry in answer.context["object_list"]]


def something(site, event="sample.thing", **fields):
    record(event, site=site, actor=fields.pop("actor", "system"), **fields)


# -- a person ---------------------------------------------------------------------------------


def look_for(client, pesel=DIGITS):
    return client.post(URL, {"pesel": pesel})


def test_person_is_found_by_number_and_by_the_account_that_goes_with_it(client, reader, site):
    anna = people.user()
    something(site, subject_user_id=anna.pk, object_id="1")
    something(site, subject=ANNA, subject_user_id=anna.pk, object_id="2")
    something(site, subject=ANNA, object_id="3")
    something(site, object_id="4")

    answer = client.get(look_for(client).url)

    found = [e.object_id for e in answer.context["object_list"] if e.event == "sample.thing"]
    assert found == ["3", "2", "1"]


def test_number_is_in_no_address_no_session_and_no_entry(client, reader, site):
    answer = look_for(client)
    client.get(answer.url)

    assert DIGITS not in answer.url
    assert subject_key(ANNA) not in answer.url
    assert DIGITS not in str(dict(client.session))
    assert DIGITS not in str(list(Entry.objects.values()))


def test_reading_about_a_person_is_recorded(client, reader, site):
    something(site, subject=ANNA)

    client.get(look_for(client).url)

    entry = Entry.objects.get(event="audit.person_read")
    assert (entry.actor, entry.actor_kind, entry.site) == (reader, "official", site)
    assert entry.subject_hash == subject_key(ANNA)


def test_reading_about_an_account_is_recorded(client, reader, site):
    anna = people.user()
    something(site, subject_user_id=anna.pk)

    answer = client.get(f"{URL}results/", {"subject": anna.pk})

    assert shown(answer) == ["sample.thing"]
    assert Entry.objects.get(event="audit.person_read").subject_user == anna


def test_plain_list_is_not_recorded(client, reader, site):
    something(site)
    client.get(URL)

    assert not Entry.objects.filter(event="audit.person_read").exists()


@pytest.mark.parametrize("typed", ["", "123", "78031400123", "7803140012x", "\x00", "7" * 10**5])
def test_what_is_no_number_is_refused_and_not_repeated(client, reader, site, typed):
    answer = client.post(URL, {"pesel": typed}, follow=True)

    assert answer.status_code == 200
    assert persons.SESSION_KEY not in client.session
    if len(typed) > 5:
        assert typed not in body_of(answer)


def test_number_may_have_spaces(client, reader, site):
    something(site, subject=ANNA)

    assert "sample.thing" in shown(client.get(look_for(client, " 780314 00122 ").url))


def test_name_of_a_person_is_worth_nothing_in_another_session(client, reader, site):
    from django.test import Client

    something(site, subject=ANNA)
    address = look_for(client).url
    other = Client()
    other.force_login(people.official(RIGHT, sites=[site]))

    answer = other.get(address)

    assert not Entry.objects.filter(event="audit.person_read").exists()
    assert answer.status_code == 200


def test_only_the_last_persons_are_kept(client, reader, site):
    for _ in range(persons.MOST + 3):
        look_for(client)

    assert len(client.session[persons.SESSION_KEY]) == persons.MOST


def test_export_of_a_person_is_recorded_as_reading_too(client, reader, site):
    something(site, subject=ANNA)
    address = look_for(client).url

    client.get(f"{address}&export=csv")

    assert Entry.objects.filter(event="audit.person_read").count() == 1
    assert Entry.objects.filter(event="audit.exported").count() == 1
