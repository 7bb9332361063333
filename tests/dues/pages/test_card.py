"""One account card: figures, filters, languages, and whose it is."""

import re

import pytest

from addons.dues.simulator.service import requests_so_far
from tests.dues.conftest import ANNA, MARIA
from tests.queries import waited_for

from .reading import card_address, rows_of, text_of


def test_card_shows_the_figures_of_the_manual(anna):
    response = anna.get(card_address(anna.get("/rozliczenia/")))

    assert response.status_code == 200
    rows = rows_of(response, "instalments")
    assert [row[:4] for row in rows] == [
        ["nakaz 2020 12/24", "2020", "4", "16 listopada 2020"],
        ["nakaz 2020 12/24", "2020", "3", "15 września 2020"],
        ["nakaz 2020 12/24", "2020", "2", "15 maja 2020"],
        ["nakaz 2020 12/24", "2020", "1", "16 marca 2020"],
    ]
    assert [row[5:] for row in rows] == [
        ["130,00 zł", "0,00 zł", "0,00 zł", "130,00 zł"],
        ["131,00 zł", "0,00 zł", "0,00 zł", "131,00 zł"],
        ["129,00 zł", "0,00 zł", "0,00 zł", "129,00 zł"],
        ["131,00 zł", "0,00 zł", "131,00 zł", "0,00 zł"],
    ]
    shown = text_of(response)
    assert "Zobowiązania, karta 240000021" in shown
    assert "Saldo 390,00 zł" in shown
    assert "Razem 521,00 zł 0,00 zł 131,00 zł 390,00 zł" in shown
    assert "Stan na 10 listopada 2020" in shown
    assert "<h1>Podatki od nieruchomości</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "numbers", "current"),
    [
        ("", ["4", "3", "2", "1"], "Wszystkie 4"),
        ("?show=all", ["4", "3", "2", "1"], "Wszystkie 4"),
        ("?show=paid", ["1"], "Zapłacone 1"),
        ("?show=due", ["4", "3", "2"], "Do zapłaty 3"),
        ("?show=<script>", ["4", "3", "2", "1"], "Wszystkie 4"),
        ("?show=paid&show=due", ["4", "3", "2"], "Do zapłaty 3"),
        ("?show=%00", ["4", "3", "2", "1"], "Wszystkie 4"),
    ],
)
def test_filter_shows_its_rows_and_says_which_it_is(anna, query, numbers, current):
    response = anna.get(card_address(anna.get("/rozliczenia/")) + query)

    assert [row[2] for row in rows_of(response, "instalments")] == numbers
    chosen = re.findall(
        r'aria-current="true">([^<]+)<span class="num">(\d+)', response.content.decode()
    )
    assert [f"{text.strip()} {count}" for text, count in chosen] == [current]


def test_english_card_has_an_english_path_and_the_same_id(anna, english):
    polish = card_address(anna.get("/rozliczenia/"))

    response = anna.get("/en/dues/")
    address = card_address(response)

    assert address == polish.replace("/rozliczenia/karta/", "/en/dues/card/")
    card = anna.get(address)
    assert card.status_code == 200
    assert "390.00 zł" in text_of(card)
    assert "Due date" in text_of(card)
    assert anna.get(polish.replace("/karta/", "/card/")).status_code == 404


def test_another_residents_card_is_not_there_and_nobody_is_asked(anna, sign_in):
    address = card_address(anna.get("/rozliczenia/"))
    maria = sign_in(MARIA)
    maria.get("/rozliczenia/")
    before = requests_so_far()

    response = maria.get(address)

    assert response.status_code == 404
    assert requests_so_far() == before
    assert "240000021" not in response.content.decode()


def test_every_state_of_an_instalment_has_its_word(dues_page, sign_in):
    maria = sign_in(MARIA)

    shown = text_of(maria.get(card_address(maria.get("/rozliczenia/"), "240000058")))

    for words in ("Zapłacone", "W egzekucji", "Umorzone", "Po terminie", "W trakcie księgowania",
                  "Odroczone", "Do zapłaty"):  # fmt: skip
        assert words in shown
    assert "W tym odsetki: 81,00 zł." in shown
    assert "W tym koszty upomnienia: 16,00 zł." in shown
    assert "Nadpłata: 12,00 zł, od 2 lipca 2026. Zaliczymy na kolejną ratę." in shown
    assert "raty 2/2025 i 1/2026, najstarsza z terminem 15 maja 2025" in shown
    assert "Trwa egzekucja" in shown


def test_transfer_details_are_on_the_card(anna):
    shown = text_of(anna.get(card_address(anna.get("/rozliczenia/"))))

    assert "Gmina Puławy, ul. Lipowa 4, 24-100 Puławy" in shown
    assert re.search(r"Numer rachunku \d{2} 0000 0000 0000 0002 4000 0021", shown)
    assert "Karta 240000021" in shown


@pytest.mark.sql
def test_card_page_takes_equally_few_queries_at_4_and_500_instalments(dues_page, sign_in):
    anna, maria = sign_in(ANNA), sign_in(MARIA)
    short = card_address(anna.get("/rozliczenia/"))
    long = card_address(maria.get("/rozliczenia/"), "310000077")
    anna.get(short), maria.get(long)

    with waited_for(most=15) as few:
        anna.get(short)
    with waited_for(most=15) as many:
        maria.get(long)

    assert len(few) == len(many)
