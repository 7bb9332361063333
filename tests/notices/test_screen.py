"""Settings ▸ Messages: a municipality's own words, tried out and taken back."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.audit.models import Entry
from cms.connectors.outbox.models import OutboxDelivery
from cms.notices.models import Wording
from tests.audit import people
from tests.mailbox import running_mailbox

pytestmark = pytest.mark.django_db
RIGHT = "ratusz_notices.change_wording"
GATES = ("cms.staff.", "cms.residents.")
GOOD = {"subject": "Koniec sprawy $number", "text": "Zamknięte: $number\r\n\r\n$link"}


@pytest.fixture
def official(site, other_site, client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(GATES)]
    made = people.official(RIGHT, sites=[site])
    client.force_login(made)
    return made


@pytest.fixture
def address(site, closed, official):
    return reverse("ratusz_message_words", args=[site.pk, "test.closed", "pl"])


def words():
    return list(Wording.objects.values_list("site__site_name", "language", "subject", "text"))


def parsed(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_list_shows_every_message_of_the_officials_municipality_alone(client, official, declared):
    declared(title="Sprawa zamknięta")

    html = client.get(reverse("ratusz_messages")).content.decode()

    assert "Sprawa zamknięta" in html
    assert "Gmina Puławy" in html
    assert "Gmina Zalesie" not in html


def test_list_needs_as_many_queries_for_many_own_words(client, site, official, declared):

    counts = []
    for number in range(3):
        declared(f"test.more{number}")
        Wording.objects.create(
            site=site, kind=f"test.more{number}", language="pl", subject="x", text="x"
        )
        client.get(reverse("ratusz_messages"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("ratusz_messages"))
        counts.append(len(captured))

    assert counts[0] == counts[2]


def test_form_begins_with_the_built_in_words_and_lists_the_names(client, address):
    page = parsed(client.get(address))

    assert page.find(id="id_subject")["value"] == "Report $number is closed"
    assert [one.get_text() for one in page.select("li code")] == [
        *("$number", "$municipality", "$link", "$portal"),
    ]


def test_save_keeps_the_words_and_records_who_changed_them(client, official, address):
    answer = client.post(address, GOOD)

    assert answer.headers["Location"] == reverse("ratusz_messages")
    assert words() == [
        ("Gmina Puławy", "pl", "Koniec sprawy $number", "Zamknięte: $number\n\n$link")
    ]
    entry = Entry.objects.get(event="notices.reworded")
    assert (entry.actor, entry.detail) == (official, {"kind": "test.closed", "language": "pl"})


def test_save_when_a_place_is_unknown_says_which_there_are(client, address):
    answer = client.post(address, {**GOOD, "text": "Dla ${user.password} i $pesel"})

    page = parsed(answer)
    assert answer.status_code == 422
    assert words() == []
    assert page.title.get_text().strip().startswith(("Błąd:", "Error:"))
    assert page.select_one('[role=alert] a[href="#id_text"]')
    field = page.find(id="id_text")
    assert field["aria-invalid"] == "true"
    assert page.find(id=field["aria-describedby"].split()[-1]) is not None
    assert "$number, $municipality, $link, $portal" in page.get_text()
    assert "${user.password}" in field.get_text()


@pytest.mark.parametrize("name", ["subject", "text"])
def test_save_when_a_field_is_empty_is_refused(client, address, name):
    assert client.post(address, {**GOOD, name: " "}).status_code == 422
    assert words() == []


def test_save_when_the_words_are_the_built_in_ones_keeps_none(client, address):
    client.post(address, GOOD)
    client.post(
        address,
        {
            "subject": "Report $number is closed",
            "text": "We have closed your report $number.\n\n$link",
        },
    )

    assert words() == []


def test_preview_shows_sample_values_and_stores_nothing(client, address):
    answer = client.post(address, {**GOOD, "do": "preview", "text": "<script>x</script> $number"})

    page = parsed(answer)
    assert answer.status_code == 200
    assert "Koniec sprawy Z-12" in page.get_text()
    assert "<script>x</script> Z-12" in page.get_text()
    assert words() == []


def test_test_mail_goes_to_the_official_alone(client, official, address, tmp_path):
    with running_mailbox(tmp_path) as letters:
        answer = client.post(address, {**GOOD, "do": "test"})

        assert answer.status_code == 200
        assert [letter.to for letter in letters()] == [[official.email]]
        assert letters()[0].subject == "Koniec sprawy Z-12"
    assert words() == []
    assert OutboxDelivery.objects.get().user == official


def test_restore_asks_first_and_then_removes(client, address):
    client.post(address, GOOD)

    asked = client.post(address, {"do": "restore"})
    assert asked.status_code == 200
    assert len(words()) == 1

    client.post(address, {"do": "restore", "confirmed": "1"})
    assert words() == []
    assert Entry.objects.filter(event="notices.restored").count() == 1


def test_words_of_another_municipality_are_not_there(client, other_site, address):
    Wording.objects.create(
        site=other_site, kind="test.closed", language="pl", subject="Obce", text="Obce"
    )
    foreign = reverse("ratusz_message_words", args=[other_site.pk, "test.closed", "pl"])

    assert client.get(foreign).status_code == 404
    for do in ("save", "preview", "test", "restore"):
        assert client.post(foreign, {**GOOD, "do": do, "confirmed": "1"}).status_code == 404
    assert words() == [("Gmina Zalesie", "pl", "Obce", "Obce")]


@pytest.mark.parametrize(("kind", "language"), [("test.nothing", "pl"), ("test.closed", "xx")])
def test_words_that_there_are_not_are_not_found(client, site, address, kind, language):
    missing = reverse("ratusz_message_words", args=[site.pk, kind, language])

    assert client.get(missing).status_code == 404


def test_official_without_the_right_is_turned_away(client, site, address):
    client.force_login(people.official("ratusz_clauses.change_clause", sites=[site]))

    for page in (reverse("ratusz_messages"), address):
        assert client.get(page).status_code == 302
    assert client.post(address, GOOD).status_code == 302
    assert words() == []


def test_button_that_there_is_not_is_not_found(client, address):
    assert client.post(address, {**GOOD, "do": "delete-everything"}).status_code == 404
