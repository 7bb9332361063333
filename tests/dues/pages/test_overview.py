"""All that a resident owes, and who may see it."""

import pytest
from django.test import Client

from addons.dues.simulator.service import requests_so_far
from tests.dues.conftest import ANNA, OLENA

from .reading import block, card_address, publish, rows_of, text_of


def test_overview_shows_the_row_of_the_manual(anna):
    response = anna.get("/rozliczenia/")

    assert response.status_code == 200
    first, second = rows_of(response, "dues-accounts")
    assert first[0].startswith("Podatki od nieruchomości")
    assert "Stan na 10 listopada 2020" in first[0]
    assert first[1:4] == ["Po terminie", "390,00 zł", "0,00 zł"]
    assert first[4].startswith("Szczegóły")
    assert second[1:4] == ["Zapłacone", "0,00 zł", "0,00 zł"]
    assert "260,00 zł raty 2 i 3, najstarsza z terminem 15 maja 2020" in text_of(response)
    assert "130,00 zł do 16 listopada 2020" in text_of(response)


def test_overview_lists_payments_latest_first(anna):
    rows = rows_of(anna.get("/rozliczenia/"), "dues-payments")

    assert rows[-1] == [
        "12 marca 2020",
        "Podatki od nieruchomości , rata 1/2020",
        "Płatność online",
        "131,00 zł",
    ]
    assert rows[0][3] == "252,00 zł"


def test_page_is_never_kept_by_a_cache(anna):
    response = anna.get("/rozliczenia/")

    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("signed_in", "words"), [(False, "Zaloguj"), (True, "Potwierdź")])
def test_who_may_not_see_dues_sees_a_teaser_and_nobody_is_asked(
    anna, sign_in, dues_page, signed_in, words
):
    address = card_address(anna.get("/rozliczenia/"))
    client = sign_in() if signed_in else Client()
    before = requests_so_far()

    overview, card = client.get("/rozliczenia/"), client.get(address)

    assert (overview.status_code, card.status_code) == (200, 403)
    assert words in text_of(overview)
    assert "240000021" not in overview.content.decode() + card.content.decode()
    assert requests_so_far() == before


def test_two_blocks_of_a_page_ask_once(configured, sign_in):
    publish(configured.root_page.specific, "obie", block("balance"), block("dues", intro=""))
    anna = sign_in(ANNA)

    response = anna.get("/obie/")

    assert text_of(response).count("390,00 zł") == 3
    assert requests_so_far() == 1


def test_balance_leads_to_the_page_with_all_dues(dues_page, configured, sign_in):
    publish(configured.root_page.specific, "pulpit", block("balance"))

    response = sign_in(ANNA).get("/pulpit/")

    assert "390,00 zł" in text_of(response)
    assert 'href="/rozliczenia/">Zobacz rozliczenia' in response.content.decode()


def test_balance_without_a_page_of_dues_has_no_dead_link(configured, sign_in):
    publish(configured.root_page.specific, "pulpit", block("balance"))

    response = sign_in(ANNA).get("/pulpit/")

    assert "390,00 zł" in text_of(response)
    assert "Zobacz rozliczenia" not in text_of(response)


def test_names_from_outside_are_shown_as_text(anna, simulator):
    simulator.set_mode("dues", "markup")

    overview = anna.get("/rozliczenia/").content.decode()
    card = anna.get(card_address(anna.get("/rozliczenia/"))).content.decode()

    for html in (overview, card):
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_resident_of_another_municipality_sees_nothing(dues_page, sign_in):
    shown = text_of(sign_in(OLENA).get("/rozliczenia/"))

    assert "Podatek rolny" not in shown
