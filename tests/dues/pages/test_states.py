"""What stands on the page when there are no fresh figures, or nothing to show."""

import time

import pytest
from django.test import Client

from addons.dues.models import Card, DuesSettings
from addons.dues.simulator.service import requests_so_far
from cms.addonkit.people import Pesel
from cms.addonkit.switch import set_enabled
from tests.dues.conftest import ANNA, JAN, MARIA
from tests.residents.people import resident

from .reading import block, card_address, publish, text_of

LONGEST = 2.5  # seconds


@pytest.mark.parametrize("mode", ["fault", "html", "nan", "wrong_person", "drip"])
def test_last_known_figures_are_shown_with_their_time_and_the_reason(anna, simulator, mode):
    address = card_address(anna.get("/rozliczenia/"))
    simulator.set_mode("dues", mode)

    for path in ("/rozliczenia/", address):
        started = time.monotonic()
        response = anna.get(path)
        assert time.monotonic() - started < LONGEST
        assert response.status_code == 200
        shown = text_of(response)
        assert "Dane z " in shown
        assert "System podatkowy urzędu" in shown
        assert "390,00 zł" in shown


@pytest.mark.parametrize("mode", ["fault", "html", "nan", "wrong_person", "silent"])
def test_never_asked_before_says_that_we_could_not_ask(dues_page, sign_in, simulator, mode):
    simulator.set_mode("dues", mode)
    started = time.monotonic()

    response = sign_in(ANNA).get("/rozliczenia/")

    assert time.monotonic() - started < LONGEST
    assert response.status_code == 200
    shown = text_of(response)
    assert "Nie udało się zapytać. To nie oznacza, że nie masz nic do zapłaty." in shown
    assert "Nic do zapłaty" not in shown
    assert "0,00 zł" not in shown
    assert "ORA-" not in shown


def test_stopped_system_is_told_from_nothing_to_pay(anna, simulator, sign_in):
    anna.get("/rozliczenia/")
    simulator.stop()

    known, unknown = anna.get("/rozliczenia/"), sign_in(MARIA).get("/rozliczenia/")

    assert "390,00 zł" in text_of(known)
    assert "Nie udało się zapytać" in text_of(unknown)


def test_nothing_to_pay_is_said_with_the_day(dues_page, sign_in):
    shown = text_of(sign_in(JAN).get("/rozliczenia/"))

    assert "Nic do zapłaty" in shown
    assert "stan na" in shown
    assert "Zapytaliśmy" in shown


def test_incomplete_ledger_never_says_that_nothing_is_owed(dues_page, sign_in, simulator):
    simulator.set_mode("dues", "incomplete")

    empty = text_of(sign_in(JAN).get("/rozliczenia/"))
    some = text_of(sign_in(ANNA).get("/rozliczenia/"))

    assert "Tu nie ma wszystkiego" in empty
    assert "Nic do zapłaty" not in empty
    assert "Tu nie ma wszystkiego" in some


def test_system_that_is_not_set_is_no_balance_of_zero(dues_page, sign_in):
    DuesSettings.objects.all().delete()

    response = sign_in(ANNA).get("/rozliczenia/")

    assert response.status_code == 200
    assert "Rozliczenia jeszcze tu nie działają" in text_of(response)
    assert "Otwórz ustawienia" not in text_of(response)
    assert not DuesSettings.objects.exists()


def test_editor_is_told_where_to_set_the_system(dues_page, site):
    DuesSettings.objects.all().delete()
    editor = resident(site=site, pesel=Pesel(ANNA))
    editor.user.is_superuser = editor.user.is_staff = True
    editor.user.save()
    client = Client()
    client.force_login(editor.user)

    response = client.get("/rozliczenia/")

    assert f"/admin/settings/ratusz_dues/duessettings/{site.pk}/" in response.content.decode()


def test_card_that_the_source_dropped_says_so(anna, dues_page, site):
    anna.get("/rozliczenia/")
    card = Card.objects.get(external_id="240000021")
    Card.objects.filter(pk=card.pk).update(external_id="closed-card")

    response = anna.get(f"/rozliczenia/karta/{card.public_id}/")

    assert response.status_code == 404
    assert "Tej karty nie ma już w systemie urzędu" in text_of(response)


def test_switched_off_add_on_leaves_nothing_and_its_addresses_are_gone(anna, site):
    address = card_address(anna.get("/rozliczenia/"))
    set_enabled("dues", site, enabled=False)

    assert "390,00" not in text_of(anna.get("/rozliczenia/"))
    assert anna.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["dues", "balance"])
def test_preview_shows_sample_figures_and_asks_nobody(dues_page, configured, kind):
    if kind == "balance":
        dues_page = publish(configured.root_page.specific, "pulpit", block("balance"))

    response = dues_page.make_preview_request(preview_mode="")

    assert response.status_code == 200
    assert "300,00 zł" in text_of(response)
    assert requests_so_far() == 0


def test_card_can_be_previewed(dues_page):
    mode = next(mode for mode, _label in dues_page.preview_modes if mode)

    response = dues_page.make_preview_request(preview_mode=mode)

    assert "100,00 zł" in text_of(response)
    assert requests_so_far() == 0
