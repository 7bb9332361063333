"""A form that is sent after the session had ended: filled again after sign-in, for its author."""

import html
import re

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import cache

from cms.addonkit import resumed

from .conftest import block

pytestmark = pytest.mark.django_db

TEXT = 'Proszę o <b>"drugi"</b> termin'


@pytest.fixture(autouse=True)
def everybody_signed_in_has_an_account(settings):
    settings.RATUSZ_SUBJECT_PROVIDER = "cms.addonkit.people.signed_in_has_account"


@pytest.fixture
def anna(db):
    return get_user_model().objects.create_user("anna@example.org", "x" * 20)


@pytest.fixture
def opened(client, place, anna):
    """Anna opens the form, and her session ends; what her browser would send."""
    place(block("note"))
    client.force_login(anna)
    text = client.get("/strona/").content.decode()
    field = re.search(rf'name="{resumed.FIELD}" value="([^"]+)"', text)[1]
    client.logout()
    return {"note": TEXT, resumed.FIELD: html.unescape(field)}


def note_of(client, path="/strona/"):
    text = client.get(path).content.decode()
    return html.unescape(re.search(r'<textarea name="note">(.*?)</textarea>', text, re.S)[1])


def test_who_sends_a_form_too_late_is_led_to_sign_in_and_back_to_it(client, opened):
    answer = client.post("/strona/zapisz/", opened)

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/strona/")
    assert "no-store" in answer["Cache-Control"]


def test_the_form_is_filled_again_after_sign_in_and_only_once(client, opened, anna):
    client.post("/strona/zapisz/", opened)
    client.force_login(anna)

    assert note_of(client) == TEXT
    assert note_of(client) == ""


def test_another_person_at_the_same_browser_does_not_get_it(client, opened, anna):
    client.post("/strona/zapisz/", opened)
    client.force_login(get_user_model().objects.create_user("piotr@example.org", "x" * 20))

    assert note_of(client) == ""

    client.force_login(anna)

    assert note_of(client) == TEXT


def test_it_is_given_back_only_where_the_form_was(client, opened, anna, place):
    place(block("note"), slug="inna")
    client.post("/strona/zapisz/", opened)
    client.force_login(anna)

    assert note_of(client, "/inna/") == ""
    assert note_of(client) == TEXT


def test_after_half_an_hour_it_is_gone(client, opened, anna):
    with time_machine.travel("2026-11-24 12:00:00+01:00", tick=False) as clock:
        opened = {**opened, resumed.FIELD: opened[resumed.FIELD]}
        client.post("/strona/zapisz/", opened)
        clock.shift(31 * 60)
        client.force_login(anna)

        assert note_of(client) == ""


@pytest.mark.parametrize("field", ["", "forged:abc:def"])
def test_a_form_that_does_not_say_who_opened_it_is_not_kept(client, opened, field):
    answer = client.post("/strona/zapisz/", {**opened, resumed.FIELD: field})

    assert answer.status_code == 403
    assert resumed.COOKIE not in answer.cookies


def test_a_form_that_is_too_long_is_not_kept(client, opened):
    answer = client.post("/strona/zapisz/", {**opened, "note": "x" * 70_000})

    assert answer.status_code == 403


def test_what_is_kept_cannot_be_read_without_the_key_of_the_vault(client, opened, monkeypatch):
    kept = {}
    monkeypatch.setattr(cache, "set", lambda key, value, seconds: kept.update({key: value}))

    client.post("/strona/zapisz/", opened)

    [(key, value)] = kept.items()
    assert "termin" not in value
    assert "anna" not in key + value


def test_a_form_in_time_is_answered_by_its_block(client, opened, anna):
    client.force_login(anna)

    assert client.post("/strona/zapisz/", opened)["Location"] == "/strona/"


def test_a_form_for_everybody_has_no_hidden_field(client, place):
    place(block("form"))

    assert resumed.FIELD not in client.get("/strona/").content.decode()
