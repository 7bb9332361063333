"""The pages a resident meets: overview, card, balance; in every state they can be in."""

import re
import time
import uuid

import pytest
from django.test import Client
from wagtail.models import Locale, Page, Site

from addons.dues.models import DuesSettings
from addons.dues.simulator.service import requests_so_far
from cms.addonkit.people import Pesel
from cms.addonkit.switch import set_enabled
from tests.residents.people import resident

from .conftest import ANNA, JAN, MARIA, OLENA

LONGEST = 2.5  # seconds
NBSP = "\u00a0"


@pytest.fixture
def site(db):
    """The municipality at `testserver`, with a home page in Polish and dues switched on."""
    from pages.models import HomePage

    locale, _created = Locale.objects.get_or_create(language_code="pl")
    home = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Gmina", slug="gmina", hero_title="Dzień dobry", locale=locale)
    )
    Site.objects.all().delete()
    site = Site.objects.create(hostname="testserver", port=80, root_page=home, is_default_site=True)
    set_enabled("dues", site, enabled=True)
    return site


def block(kind, **values):
    value = {"url_prefix": "", "heading": "", **values}
    return {"type": f"dues__{kind}", "value": value, "id": str(uuid.uuid4())}


def publish(parent, slug, *blocks):
    from pages.models import PortalPage

    page = PortalPage(title=slug.capitalize(), slug=slug, locale=parent.locale, body=list(blocks))
    parent.add_child(instance=page)
    page.save_revision().publish()
    return PortalPage.objects.get(pk=page.pk)


@pytest.fixture
def page(configured):
    """The page Rozliczenia."""
    return publish(configured.root_page.specific, "rozliczenia", block("dues", intro=""))


@pytest.fixture
def english(site, page):
    """The same page in English."""
    locale, _created = Locale.objects.get_or_create(language_code="en")
    home = site.root_page.specific.copy_for_translation(locale)
    home.slug = "gmina-en"
    home.save_revision().publish()
    copy = page.copy_for_translation(locale)
    copy.slug = "dues"
    copy.save_revision().publish()
    return copy


@pytest.fixture
def sign_in(site):
    """Make a client for a resident with this PESEL; not confirmed without one."""

    def make(digits=None):
        person = resident(site=site, pesel=Pesel(digits) if digits else None)
        client = Client()
        client.force_login(person.user)
        return client

    return make


@pytest.fixture
def anna(page, sign_in):
    return sign_in(ANNA)


def text_of(response):
    """The text of the main part, each blank a plain one."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace(NBSP, " ").split())


def rows_of(response, section):
    """The cells of the body rows of the table in a section."""
    html = response.content.decode()
    start = html.index(f'aria-labelledby="{section}"')
    body = html[html.index("<tbody", start) : html.index("</tbody>", start)]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).replace(NBSP, " ").split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


def card_address(response, number="240000021"):
    html = response.content.decode()
    row = next(row for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL) if number in row)
    return re.search(r'href="([^"]+)"', row)[1]


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


def test_card_shows_the_figures_of_the_manual(anna):
    response = anna.get(card_address(anna.get("/rozliczenia/")))

    assert response.status_code == 200
    assert [[row[0], row[1], row[2], row[3], *row[5:9]] for row in rows_of(response, "instalments")] == [
        ["nakaz 2020 12/24", "2020", "4", "16 listopada 2020", "130,00 zł", "0,00 zł", "0,00 zł", "130,00 zł"],
        ["nakaz 2020 12/24", "2020", "3", "15 września 2020", "131,00 zł", "0,00 zł", "0,00 zł", "131,00 zł"],
        ["nakaz 2020 12/24", "2020", "2", "15 maja 2020", "129,00 zł", "0,00 zł", "0,00 zł", "129,00 zł"],
        ["nakaz 2020 12/24", "2020", "1", "16 marca 2020", "131,00 zł", "0,00 zł", "131,00 zł", "0,00 zł"],
    ]  # fmt: skip
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


def test_page_is_never_kept_by_a_cache(anna):
    response = anna.get("/rozliczenia/")

    assert response["Cache-Control"] == "private, no-store"


def test_another_residents_card_is_not_there_and_nobody_is_asked(anna, sign_in):
    address = card_address(anna.get("/rozliczenia/"))
    maria = sign_in(MARIA)
    maria.get("/rozliczenia/")
    before = requests_so_far()

    response = maria.get(address)

    assert response.status_code == 404
    assert requests_so_far() == before
    assert "240000021" not in response.content.decode()


@pytest.mark.parametrize(("signed_in", "words"), [(False, "Zaloguj"), (True, "Potwierdź")])
def test_who_may_not_see_dues_sees_a_teaser_and_nobody_is_asked(
    anna, sign_in, page, signed_in, words
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


def test_balance_leads_to_the_page_with_all_dues(page, configured, sign_in):
    publish(configured.root_page.specific, "pulpit", block("balance"))

    response = sign_in(ANNA).get("/pulpit/")

    assert "390,00 zł" in text_of(response)
    assert 'href="/rozliczenia/">Zobacz rozliczenia' in response.content.decode()


def test_balance_without_a_page_of_dues_has_no_dead_link(configured, sign_in):
    publish(configured.root_page.specific, "pulpit", block("balance"))

    response = sign_in(ANNA).get("/pulpit/")

    assert "390,00 zł" in text_of(response)
    assert "Zobacz rozliczenia" not in text_of(response)


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
def test_never_asked_before_says_that_we_could_not_ask(page, sign_in, simulator, mode):
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


def test_nothing_to_pay_is_said_with_the_day(page, sign_in):
    shown = text_of(sign_in(JAN).get("/rozliczenia/"))

    assert "Nic do zapłaty" in shown
    assert "stan na" in shown
    assert "Zapytaliśmy" in shown


def test_incomplete_ledger_never_says_that_nothing_is_owed(page, sign_in, simulator):
    simulator.set_mode("dues", "incomplete")

    empty = text_of(sign_in(JAN).get("/rozliczenia/"))
    some = text_of(sign_in(ANNA).get("/rozliczenia/"))

    assert "Tu nie ma wszystkiego" in empty
    assert "Nic do zapłaty" not in empty
    assert "Tu nie ma wszystkiego" in some


def test_system_that_is_not_set_is_no_balance_of_zero(page, sign_in):
    DuesSettings.objects.all().delete()

    response = sign_in(ANNA).get("/rozliczenia/")

    assert response.status_code == 200
    assert "Rozliczenia jeszcze tu nie działają" in text_of(response)
    assert "Otwórz ustawienia" not in text_of(response)
    assert not DuesSettings.objects.exists()


def test_editor_is_told_where_to_set_the_system(page, site):
    DuesSettings.objects.all().delete()
    editor = resident(site=site, pesel=Pesel(ANNA))
    editor.user.is_superuser = editor.user.is_staff = True
    editor.user.save()
    client = Client()
    client.force_login(editor.user)

    response = client.get("/rozliczenia/")

    assert f"/admin/settings/ratusz_dues/duessettings/{site.pk}/" in response.content.decode()


def test_card_that_the_source_dropped_says_so(anna, page, site):
    from addons.dues.models import Card

    anna.get("/rozliczenia/")
    card = Card.objects.get(external_id="240000021")
    Card.objects.filter(pk=card.pk).update(external_id="closed-card")

    response = anna.get(f"/rozliczenia/karta/{card.public_id}/")

    assert response.status_code == 404
    assert "Tej karty nie ma już w systemie urzędu" in text_of(response)


def test_every_state_of_an_instalment_has_its_word(page, sign_in):
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


def test_names_from_outside_are_shown_as_text(anna, simulator):
    simulator.set_mode("dues", "markup")

    overview = anna.get("/rozliczenia/").content.decode()
    card = anna.get(card_address(anna.get("/rozliczenia/"))).content.decode()

    for html in (overview, card):
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_transfer_details_are_on_the_card(anna):
    shown = text_of(anna.get(card_address(anna.get("/rozliczenia/"))))

    assert "Gmina Puławy, ul. Lipowa 4, 24-100 Puławy" in shown
    assert re.search(r"Numer rachunku \d{2} 0000 0000 0000 0002 4000 0021", shown)
    assert "Karta 240000021" in shown


def test_switched_off_add_on_leaves_nothing_and_its_addresses_are_gone(anna, site):
    address = card_address(anna.get("/rozliczenia/"))
    set_enabled("dues", site, enabled=False)

    assert "390,00" not in text_of(anna.get("/rozliczenia/"))
    assert anna.get(address).status_code == 404


def test_resident_of_another_municipality_sees_nothing(page, sign_in):
    shown = text_of(sign_in(OLENA).get("/rozliczenia/"))

    assert "Podatek rolny" not in shown


@pytest.mark.parametrize("kind", ["dues", "balance"])
def test_preview_shows_sample_figures_and_asks_nobody(page, configured, kind):
    from cms.addonkit.pages import AddonPageMixin

    if kind == "balance":
        page = publish(configured.root_page.specific, "pulpit", block("balance"))
    assert isinstance(page, AddonPageMixin)

    response = page.make_preview_request(preview_mode="")

    assert response.status_code == 200
    assert "300,00 zł" in text_of(response)
    assert requests_so_far() == 0


def test_card_can_be_previewed(page):
    mode = next(mode for mode, _label in page.preview_modes if mode)

    response = page.make_preview_request(preview_mode=mode)

    assert "100,00 zł" in text_of(response)
    assert requests_so_far() == 0


@pytest.mark.sql
def test_card_page_takes_equally_few_queries_at_4_and_500_instalments(
    page, sign_in, django_assert_max_num_queries
):
    anna, maria = sign_in(ANNA), sign_in(MARIA)
    short = card_address(anna.get("/rozliczenia/"))
    long = card_address(maria.get("/rozliczenia/"), "310000077")
    anna.get(short), maria.get(long)

    with django_assert_max_num_queries(15) as few:
        anna.get(short)
    with django_assert_max_num_queries(15) as many:
        maria.get(long)

    assert len(few) == len(many)
