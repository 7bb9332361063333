"""A resident sees what they owe, on a page an editor made; nobody else does."""

import re

import pytest

from tests.browser import ANNA, JAN, MARIA, OLENA, PIOTR, rows, sign_in, submit, words

CARD = "section[aria-labelledby=instalments]"
ACCOUNTS = "section[aria-labelledby=dues-accounts]"
# Rata, Zobowiązanie, Odsetki, Zapłacono, Do zapłaty: the figures of the portal's manual
MANUAL = {
    "4": ["130,00 zł", "0,00 zł", "0,00 zł", "130,00 zł"],
    "3": ["131,00 zł", "0,00 zł", "0,00 zł", "131,00 zł"],
    "2": ["129,00 zł", "0,00 zł", "0,00 zł", "129,00 zł"],
    "1": ["131,00 zł", "0,00 zł", "131,00 zł", "0,00 zł"],
}


def manuals_card(page):
    """The address of card 240000021 on the page with all dues."""
    row = page.locator(f"{ACCOUNTS} tbody tr", has_text="240000021")
    return row.locator("a").first.get_attribute("href")


def instalments(page):
    return {cells[2]: cells[5:9] for cells in rows(page, CARD)}


def test_resident_signs_in_and_sees_the_figures_of_the_manual(open_as):
    page = open_as(None)
    sign_in(page, ANNA)
    assert page.url.endswith("/pulpit/")

    page.get_by_role("navigation").get_by_role("link", name="Rozliczenia").first.click()
    row = page.locator(f"{ACCOUNTS} tbody tr", has_text="240000021")
    row.wait_for()
    cells = [words(cell.inner_text()) for cell in row.locator("th, td").all()]

    assert cells[0].startswith("Podatki od nieruchomości")
    assert cells[2:4] == ["390,00 zł", "0,00 zł"]

    row.get_by_role("link", name="Szczegóły").click()
    page.wait_for_url("**/karta/**")

    assert "240000021" in page.locator("h1, .ui-title__over").all_inner_texts().__str__()
    assert instalments(page) == MANUAL
    assert "390,00 zł" in words(page.locator(".ui-balance__sum").inner_text())
    assert words(page.locator(f"{CARD} tfoot td").last.inner_text()) == "390,00 zł"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Wszystkie", ["4", "3", "2", "1"]),
        ("Zapłacone", ["1"]),
        ("Do zapłaty", ["4", "3", "2"]),
    ],
)
def test_filter_of_the_card_shows_its_rows(open_as, name, expected):
    page = open_as(ANNA)
    page.goto("/rozliczenia/")
    page.goto(manuals_card(page))

    page.locator(f"{CARD} nav").get_by_role("link", name=name).click()
    page.locator(f"{CARD} nav a[aria-current]", has_text=name).wait_for()

    assert [cells[2] for cells in rows(page, CARD)] == expected
    assert instalments(page) == {number: MANUAL[number] for number in expected}
    assert "240000021" in page.content()


def test_card_is_the_same_in_english_under_an_english_path(open_as):
    page = open_as(ANNA)
    page.goto("/rozliczenia/")
    page.goto(manuals_card(page))
    identifier = page.url.rstrip("/").rpartition("/")[2]

    page.goto("/rozliczenia/")
    page.locator("header a[hreflang=en]").click()
    assert "/en/" in page.url
    overview = page.url
    row = page.locator(f"{ACCOUNTS} tbody tr", has_text="240000021")
    row.get_by_role("link", name="Details").click()

    assert page.url == f"{overview}card/{identifier}/"
    assert page.locator("html").get_attribute("lang") == "en"
    assert list(instalments(page)) == ["4", "3", "2", "1"]
    assert "390.00" in words(page.locator(".ui-balance__sum").inner_text())


def test_unverified_resident_sees_how_to_confirm_the_identity(open_as):
    page = open_as(PIOTR)

    answer = page.goto("/rozliczenia/")

    assert answer.status == 200
    assert "Potwierdź" in page.locator("main").inner_text()
    assert page.locator(ACCOUNTS).count() == 0


def test_anonymous_visitor_sees_how_to_sign_in(open_as):
    page = open_as(None)

    answer = page.goto("/rozliczenia/")
    page.locator("main").get_by_role("link", name="Zaloguj").first.click()

    assert answer.status == 200
    assert "/konto/zaloguj/" in page.url
    assert "next=" in page.url


def test_another_residents_card_does_not_exist_and_nobody_is_asked(open_as, portal):
    annas = open_as(ANNA)
    annas.goto("/rozliczenia/")
    address = manuals_card(annas)
    marias = open_as(MARIA)
    marias.goto("/rozliczenia/")
    calls = portal.calls()

    answer = marias.goto(address)

    assert answer.status == 404
    assert portal.calls() == calls
    assert "240000021" not in marias.content()
    assert "130,00" not in marias.content()


@pytest.mark.parametrize("person", [None, PIOTR])
def test_card_is_closed_to_those_who_are_not_sure_enough(open_as, portal, person):
    annas = open_as(ANNA)
    annas.goto("/rozliczenia/")
    address = manuals_card(annas)
    page = open_as(person)
    calls = portal.calls()

    answer = page.goto(address)

    assert answer.status == 403
    assert portal.calls() == calls
    assert "240000021" not in page.content()


def test_resident_with_no_account_is_told_so_with_the_time(open_as):
    page = open_as(JAN)

    page.goto("/rozliczenia/")

    assert page.locator(ACCOUNTS).count() == 0
    assert "Nic do zapłaty" in words(page.locator("main").inner_text())
    assert re.search(r"\d{1,2}:\d\d", page.locator("main").inner_text())


def test_session_is_dead_in_another_municipality(open_as, portal):
    page = open_as(None)
    sign_in(page, ANNA)  # a session of its own: it does not outlive this test
    cookies = page.context.cookies()
    other = open_as(None, host="127.0.0.1")
    other.context.add_cookies([{**cookie, "domain": "127.0.0.1"} for cookie in cookies])

    other.goto(portal.url("/rozliczenia/", "127.0.0.1"))

    assert ANNA not in other.content()
    assert other.locator(ACCOUNTS).count() == 0


def test_resident_of_one_municipality_cannot_enter_another(open_as):
    page = open_as(None)
    page.goto("/konto/zaloguj/")
    page.locator("input[name=login]").fill(OLENA)
    page.locator("input[name=password]").fill("demo-Ratusz-2026")
    submit(page)

    assert "/konto/zaloguj/" in page.url
    page.goto("/pulpit/")
    assert "Kowalenko" not in page.content()


def test_journey_works_without_javascript(open_as):
    page = open_as(None, java_script_enabled=False)
    sign_in(page, ANNA)

    page.goto("/rozliczenia/")
    page.goto(manuals_card(page))
    page.locator(f"{CARD} nav").get_by_role("link", name="Do zapłaty").click()
    page.wait_for_url("**?show=*")

    assert list(instalments(page)) == ["4", "3", "2"]

    with page.expect_navigation():
        page.get_by_role("button", name="Wyloguj").first.click()
    page.goto("/rozliczenia/")
    assert page.locator(ACCOUNTS).count() == 0
