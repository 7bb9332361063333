"""Who gets mail after asking for a new password, and who learns what."""

import datetime
import re
import time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.connectors.outbox.models import OutboxDelivery
from tests.residents.people import UserFactory, resident
from tests.residents.signing_in import tokens_removed

pytestmark = pytest.mark.django_db
NEW = "fioletowy-rower-w-deszczu"


def ask(client, email, host="localhost", **headers):
    return client.post("/konto/haslo/", {"email": email}, headers={"host": host}, **headers)


def link_in(letter):
    return re.search(r"https?://\S+", letter.body).group()


def path_in(letter):
    return "/" + link_in(letter).split("/", 3)[3]


def test_ask_when_the_address_is_unknown_sends_nothing(client, letters):
    answer = ask(client, "nikt@example.org")

    assert answer.headers["Location"] == "/konto/haslo/wyslano/"
    assert letters() == []


def test_ask_when_known_or_not_answers_the_same(client):
    anna = resident()

    pages = [
        (answer.status_code, answer.headers["Location"], tokens_removed(answer.content.decode()))
        for answer in (ask(client, anna.user.email), ask(client, "nikt@example.org"))
    ]

    assert pages[0] == pages[1]
    assert client.get("/konto/haslo/wyslano/").status_code == 200


def test_ask_when_the_account_is_of_another_municipality(client, other_site, letters):
    olena = resident(site=other_site)

    ask(client, olena.user.email)
    assert letters() == []

    ask(client, olena.user.email, host="127.0.0.1")
    assert link_in(letters()[0]).startswith("http://127.0.0.1/konto/haslo/nowe/")


def test_ask_when_the_account_is_blocked(client, letters):
    anna = resident()
    anna.user.is_active = False
    anna.user.save()

    ask(client, anna.user.email)

    assert letters() == []


def test_ask_when_spelled_otherwise_goes_to_the_stored_address(client, letters):
    resident(user=UserFactory(email="kasia@example.org"))

    ask(client, "\u212aa\u017fia@example.org")

    assert [letter.to for letter in letters()] == [["kasia@example.org"]]


def test_ask_when_the_host_header_names_another_port(client, letters):
    anna = resident()

    ask(client, anna.user.email, host="localhost:6666")

    assert link_in(letters()[0]).startswith("http://localhost/konto/")


def test_ask_when_the_host_header_is_a_strangers(client, letters):
    anna = resident()

    answer = ask(client, anna.user.email, host="evil.pl")

    assert answer.status_code == 400
    assert letters() == []


def test_ask_when_forwarded_host_is_made_up(client, letters):
    anna = resident()

    ask(client, anna.user.email, HTTP_X_FORWARDED_HOST="evil.pl")

    assert "evil" not in letters()[0].body


def test_ask_when_repeated_is_limited_for_known_and_unknown_alike(client, letters):
    anna = resident()

    codes = [
        [ask(client, email).status_code for _ in range(4)]
        for email in (anna.user.email, "nikt@example.org")
    ]

    assert codes == [[302, 302, 302, 429], [302, 302, 302, 429]]
    assert len(letters()) == 3


def test_ask_when_limited_shows_our_page(client):
    for _ in range(3):
        ask(client, "nikt@example.org")

    html = ask(client, "nikt@example.org").content.decode()

    assert 'class="ui-header"' in html


def test_ask_when_the_mail_server_is_down_answers_at_once_and_sends_later(
    client, letters, caplog, later
):
    letters.behave("silent")
    anna = resident()
    started = time.monotonic()

    answer = ask(client, anna.user.email)

    assert answer.status_code == 302
    assert time.monotonic() - started < 0.9
    letters.behave("busy")
    assert letters() == []
    letters.behave("ok")
    later()
    assert [letter.to for letter in letters()] == [[anna.user.email]]
    assert anna.user.email not in caplog.text


def test_ask_when_known_or_not_does_the_same_work(client, letters):
    """As many rows, and as many writes: only the worker finds that one has no address."""
    anna = resident()
    ask(client, "rozgrzewka@example.org")

    statements = []
    for email in (anna.user.email, "nikt@example.org"):
        OutboxDelivery.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            ask(client, email)
        writes = [one["sql"] for one in captured if one["sql"].startswith(("INSERT", "UPDATE"))]
        rows = OutboxDelivery.objects.values_list("kind", "user", "once", "steps__state")
        statements.append((len(writes), list(rows)))

    assert statements[0] == statements[1]
    letters()
    assert set(OutboxDelivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_ask_when_the_link_would_have_expired_sends_nothing(client, letters, later):
    letters.behave("busy")
    anna = resident()
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=2)):
        ask(client, anna.user.email)

    letters.behave("ok")
    later()

    assert letters() == []
    assert OutboxDelivery.objects.get().state == "dead"
