"""Refusing the mails of a topic from the mail itself: no sign-in, no GET, nothing else opened."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cms.addonkit.vault import decrypt
from cms.audit.models import Entry
from cms.connectors.outbox.models import OutboxDelivery
from cms.notices import unsubscribing
from cms.notices.kinds import Channel
from cms.notices.models import Message, Preference
from cms.notices.services import channels_for, notify

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def anna(db):
    return get_user_model().objects.create_user("anna@example.org", "x")


@pytest.fixture
def mail(site, anna, closed):
    """The mail that was put into the outbox, after somebody was told."""

    def mail(kind="test.closed"):
        notify(kind, site=site, user_id=anna.pk, values={"number": "Z-7"})
        row = OutboxDelivery.objects.filter(kind="notices.mail").latest("created_at")
        return json.loads(decrypt(row.payload, context=row.context))

    return mail


@pytest.fixture
def token(site, anna, closed):
    return unsubscribing.token_for(closed, site=site, user_id=anna.pk)


def page_of(token):
    return f"/wiadomosci/wypisz/{token}/"


def machine_of(token):
    return f"/_addons/notices/unsubscribe/{token}/"


def refused():
    return set(Preference.objects.filter(wanted=False).values_list("topic", "channel"))


def test_mail_carries_the_way_out_for_people_and_programs(site, mail, token):
    sent = mail()

    assert sent["headers"] == {
        "List-Unsubscribe": f"<{site.root_url}{machine_of(token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert f"{site.root_url}{page_of(token)}" in sent["text"]
    assert f'href="{site.root_url}{page_of(token)}"' in sent["html"]


def test_mandatory_mail_has_no_way_out(site, mail, declared):
    declared("test.reset", mandatory=True)

    sent = mail("test.reset")

    assert sent["headers"] == {}
    assert "/wypisz/" not in sent["text"] + sent["html"]


def test_opening_the_link_asks_and_refuses_nothing(client, token):
    answer = client.get(page_of(token))

    assert answer.status_code == 200
    assert "Zrezygnować z tych e-maili?" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert refused() == set()


def test_confirming_refuses_the_mails_and_keeps_the_inbox(client, site, anna, mail, token):
    answer = client.post(page_of(token))

    assert "Nie dostaniesz już tych e-maili" in answer.content.decode()
    assert refused() == {("matters", "mail")}
    notify("test.closed", site=site, user_id=anna.pk, values={"number": "Z-8"})
    assert not OutboxDelivery.objects.exists()
    assert Message.objects.count() == 1


def test_mail_program_refuses_by_one_click_without_a_cookie(token):
    answer = Client(enforce_csrf_checks=True).post(machine_of(token), ONE_CLICK)

    assert answer.status_code == 200
    assert refused() == {("matters", "mail")}
    assert not answer.cookies


def test_mail_program_may_post_it_url_encoded(token):
    body = "List-Unsubscribe=One-Click"

    answer = Client().post(machine_of(token), body, "application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert refused() == {("matters", "mail")}


def test_one_click_address_refuses_nothing_without_its_words(client, token):
    assert client.post(machine_of(token)).status_code == 400
    assert client.get(machine_of(token)).headers["Location"] == page_of(token)
    assert refused() == set()


def test_person_page_wants_a_csrf_token(token):
    assert Client(enforce_csrf_checks=True).post(page_of(token)).status_code == 403
    assert refused() == set()


def test_refusing_twice_is_recorded_once(client, site, anna, token):
    for _ in range(2):
        client.post(machine_of(token), ONE_CLICK)

    [entry] = Entry.objects.filter(event="notices.chosen")
    assert (entry.subject_user_id, entry.actor_id) == (anna.pk, None)


def test_token_opens_nothing_at_another_municipality(client, other_site, anna, closed):
    token = unsubscribing.token_for(closed, site=other_site, user_id=anna.pk)

    assert client.post(page_of(token)).status_code == 404
    assert client.post(machine_of(token), ONE_CLICK).status_code == 404
    assert refused() == set()


def test_token_of_an_erased_person_opens_nothing(client, anna, token):
    anna.delete()

    assert client.get(page_of(token)).status_code == 404
    assert client.post(machine_of(token), ONE_CLICK).status_code == 404


def test_token_made_for_something_else_opens_nothing(client, site, anna, closed):
    token = signing.dumps([site.pk, str(anna.pk), "matters"], salt="another purpose")

    assert client.post(page_of(token)).status_code == 404
    assert refused() == set()


def test_token_touches_one_person_and_one_topic(client, site, anna, declared, token):
    maria = get_user_model().objects.create_user("maria@example.org", "x")
    from cms.notices.kinds import MONEY

    paid = declared("test.paid", topic=MONEY)

    client.post(page_of(token))

    assert channels_for(paid, site=site, user_id=anna.pk) == set(Channel)
    assert Preference.objects.filter(user=maria).count() == 0


@given(st.text(max_size=60))
def test_invented_tokens_open_nothing(text):
    from wagtail.models import Site

    with pytest.raises(unsubscribing.BadToken):
        unsubscribing.read(text, Site.objects.get(is_default_site=True))


@given(st.data())
def test_changed_token_opens_nothing(data):
    from wagtail.models import Site

    from cms.notices.notices import DIGEST

    site = Site.objects.get(is_default_site=True)
    token = unsubscribing.token_for(DIGEST, site=site, user_id=1)
    place = data.draw(st.integers(0, len(token) - 2))
    other = data.draw(st.sampled_from("abcXYZ019_-:"))
    changed = token[:place] + other + token[place + 1 :]

    if changed != token:
        with pytest.raises(unsubscribing.BadToken):
            unsubscribing.read(changed, site)
