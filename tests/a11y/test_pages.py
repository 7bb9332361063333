"""A11Y-01, A11Y-07: axe finds nothing and nothing scrolls sideways, on every page of the demo."""

import os
from itertools import product

import pytest

from tests.a11y.axe import faults
from tests.browser import ANNA, JAN, MARIA, PIOTR, submit
from tests.site import addresses, translations

WIDTHS = {320: 640, 1280: 900}
SCHEMES = ("light", "dark", "contrast")
LANGUAGES = ("pl", "en", "uk")
ROLES = (None, PIOTR, ANNA)


def looks(number):
    """The pairs of language and scheme to look at a page in.

    The whole matrix in `make verify`. In `make test` one pair a page, role and width: the numbers
    run on, so that each page is seen in each language and each scheme, and each pair occurs often.
    """
    every = list(product(LANGUAGES, SCHEMES))
    if os.environ.get("RATUSZ_MATRIX") == "whole":
        return every
    return [every[number % len(every)]]


def show(page, portal, path, language, scheme, person):
    """Show a page in a language and a colour scheme; the Polish one when there is no other."""
    page.context.add_cookies([{"name": "ratusz_display", "value": scheme, "url": portal.url()}])
    return page.goto(translations(portal, path, person).get(language, path))


def polish(portal, person):
    """The Polish addresses: the others are reached from them."""
    other = ("/en/", "/uk/")
    return [path for path in addresses(portal, "localhost", person) if not path.startswith(other)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("person", ROLES)
def test_page_is_without_faults(portal, open_as, person, width):
    page = open_as(person, viewport={"width": width, "height": WIDTHS[width]})
    shift = list(WIDTHS).index(width) * 4 + ROLES.index(person) * 2
    found = {}
    for number, path in enumerate(polish(portal, person)):
        for language, scheme in looks(number * 5 + shift):
            answer = show(page, portal, path, language, scheme, person)
            assert answer.status < 500
            if sentences := faults(page):
                found[f"{page.url} {scheme}"] = sentences

    assert found == {}


STATES = {
    "last known figures": (ANNA, "fault", False),
    "could not ask": (MARIA, "fault", True),
    "many instalments": (MARIA, "ok", False),
    "nothing to pay": (JAN, "ok", False),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", STATES)
def test_dues_are_without_faults_in_every_state(portal, open_as, state, width):
    person, mode, forget = STATES[state]
    page = open_as(person, viewport={"width": width, "height": WIDTHS[width]})
    page.goto("/rozliczenia/")
    card = page.locator("a[href*='/karta/']").first
    paths = ["/rozliczenia/", "/pulpit/"]
    if card.count():
        paths.append(card.get_attribute("href"))
    if forget:
        portal.sql("DELETE FROM ratusz_connectors_snapshot")
    portal.misbehave(mode)

    found = {}
    for number, path in enumerate(paths):
        for scheme in (SCHEMES[number % 3], SCHEMES[(number + 1) % 3]):
            show(page, portal, path, "pl", scheme, person)
            if sentences := faults(page):
                found[f"{path} {scheme}"] = sentences

    assert found == {}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("person", [None, PIOTR, MARIA])
def test_closed_card_is_without_faults(portal, open_as, person, width):
    annas = open_as(ANNA)
    annas.goto("/rozliczenia/")
    card = annas.locator("a[href*='/karta/']").first.get_attribute("href")
    page = open_as(person, viewport={"width": width, "height": WIDTHS[width]})

    answer = page.goto(card)

    assert answer.status in {403, 404}
    assert faults(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_form_with_errors_is_without_faults(portal, open_as, scheme, width):
    page = open_as(None, viewport={"width": width, "height": WIDTHS[width]})
    show(page, portal, "/konto/zaloguj/", "pl", scheme, None)
    page.locator("input[name=login]").fill("nikt@example.org")
    page.locator("input[name=password]").fill("zupelnie-inne-haslo")
    submit(page)

    assert faults(page) == []
    assert page.evaluate("document.activeElement.closest('.ui-errors') !== null")


def test_every_state_of_the_catalogue_is_without_faults(portal, open_as):
    page = open_as(None, viewport={"width": 320, "height": 640})
    for scheme in SCHEMES:
        answer = show(page, portal, "/_ui/", "pl", scheme, None)
        assert answer.status == 200
        assert faults(page) == [], scheme


def test_axe_and_the_ruler_see_a_bad_page(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.set_content(
        "<html><body><img src='x.png'>"
        "<p style='color:#ccc;background:#fff;width:900px'>Jasny tekst</p>"
    )

    found = " ".join(faults(page))

    assert "image-alt" in found
    assert "html-has-lang" in found
    assert "color-contrast" in found
    assert "scrolls sideways" in found
