"""The access matrix: every address there is, asked by every kind of visitor.

A row says what each visitor gets by GET and by POST; HEAD is answered as GET. Rows stand in
`tables/`, a module an app; an address without a row fails, and so does a row without an address.
`pytest -k row_for_it` prints the rows that are missing, with what was seen.
"""

import json
from pathlib import Path

import pytest
from django.test import Client

from cms.addonkit.registry import addons
from cms.addonkit.switch import set_enabled

from . import tables
from .asking import METHOD, MISSING, OK, TEASER, ask
from .forms import FORMS
from .places import all_keys, path_of
from .suggesting import outcomes
from .visitors import VISITORS

pytestmark = pytest.mark.django_db

COUNTS = Path(__file__).with_name("counts.json")
ROWS = tables.rows()
# These three differ from others in few rows; `make test` asks each row by one of them.
ALIKE = ("moderator", "official", "cashier")
# Reading leaves traces that are meant: who read, who edits, sizes that are computed once.
TRACES_OF_READING = {
    "ratusz_audit_entry",
    "ratusz_audit_head",
    "ratusz_connectors_call",
    "ratusz_connectors_calltally",
    "wagtailadmin_editingsession",
    "wagtailcore_pagesubscription",
    "wagtaildocs_document",
    "wagtailimages_image",
    "wagtailimages_rendition",
    "wagtailsearch_indexentry",
    "wagtailusers_userprofile",
}
METHODS = ("GET", "POST")


def expected(row, method, who):
    return (row.get if method == "GET" else row.post)[who]


def wrong(world, browser, rows, method):
    """What a browser met that no table says."""
    found = []
    for row in rows:
        path = path_of(row.key, world.here)
        seen = ask(browser, method, path, FORMS.get(row.key) if method == "POST" else None)
        said = expected(row, method, browser.who)
        if seen.outcome != said:
            found.append(f"{row.key}: {seen.outcome} ({seen.status}) instead of {said}")
        if method == "GET" and seen.written - TRACES_OF_READING:
            found.append(f"{row.key}: GET writes {sorted(seen.written - TRACES_OF_READING)}")
        if browser.who == "elsewhere" and world.here.word.lower() in seen.body.lower():
            found.append(f"{row.key}: names what belongs to another municipality")
    return found


def rows_for(who):
    if who not in ALIKE:
        return ROWS
    return [row for number, row in enumerate(ROWS) if ALIKE[number % len(ALIKE)] == who]


@pytest.mark.parametrize("who", VISITORS)
@pytest.mark.parametrize("method", METHODS)
def test_matrix_when_asked_by(world, browsers, method, who):
    assert wrong(world, browsers[who], rows_for(who), method) == []


@pytest.mark.verify
@pytest.mark.parametrize("who", ALIKE)
@pytest.mark.parametrize("method", METHODS)
def test_matrix_when_asked_by_each_of_those_alike(world, browsers, method, who):
    assert wrong(world, browsers[who], ROWS, method) == []


def differences_of_head(world, browser):
    found = []
    for row in ROWS:
        path = path_of(row.key, world.here)
        get, head = ask(browser, "GET", path), ask(browser, "HEAD", path)
        # Where GET finds nothing, some of Wagtail's views refuse HEAD before they look.
        said = {row.get[browser.who], *([METHOD] if row.get[browser.who] == MISSING else [])}
        if head.outcome not in said or head.body:
            found.append(f"{row.key}: HEAD {head.outcome}, GET {get.outcome}")
    return found


@pytest.mark.parametrize("who", ["anonymous", "elsewhere"])
def test_head_is_answered_as_get(world, browsers, who):
    assert differences_of_head(world, browsers[who]) == []


@pytest.mark.verify
@pytest.mark.parametrize("who", VISITORS)
def test_head_is_answered_as_get_to_everybody(world, browsers, who):
    assert differences_of_head(world, browsers[who]) == []


@pytest.fixture
def switched_off(world):
    """No add-on is on at the first municipality."""
    for slug, addon in addons().items():
        if addon.removable:
            set_enabled(slug, world.here.site, enabled=False)


def wrong_when_off(world, browser, rows):
    found = []
    for row in rows:
        said = (row.off or row.get)[browser.who]
        seen = ask(browser, "GET", path_of(row.key, world.here))
        if seen.outcome != said:
            found.append(f"{row.key}: {seen.outcome} ({seen.status}) instead of {said}")
    return found


@pytest.mark.parametrize("who", VISITORS)
def test_addresses_of_add_ons_when_they_are_off(world, browsers, switched_off, who):
    rows = [row for row in ROWS if row.off]

    assert wrong_when_off(world, browsers[who], rows) == []


@pytest.mark.verify
@pytest.mark.parametrize("who", VISITORS)
def test_every_address_when_the_add_ons_are_off(world, browsers, switched_off, who):
    assert wrong_when_off(world, browsers[who], ROWS) == []


def test_table_when_an_address_is_added_has_a_row_for_it(world, browsers):
    missing = sorted(all_keys() - {row.key for row in ROWS})

    assert [suggestion(world, browsers, key) for key in missing] == []


def suggestion(world, browsers, key):
    path = path_of(key, world.here)
    get, post = (
        {who: ask(browser, method, path).outcome for who, browser in browsers.items()}
        for method in METHODS
    )
    return f'Row("{key}", get={outcomes(get)}, post={outcomes(post)}),'


def test_table_when_an_address_is_gone_has_no_row_for_it():
    assert sorted({row.key for row in ROWS} - all_keys()) == []


def test_table_has_one_row_for_each_address():
    keys = [row.key for row in ROWS]

    assert sorted(keys) == sorted(set(keys))


def test_counts_do_not_shrink_unnoticed():
    """Whoever takes rows away says so in `counts.json`."""
    later = [row.key for row in ROWS if row.later]
    counted = {"rows": len(ROWS), "cells": cells(), "later": len(later)}
    print(f"\nAccess matrix: {counted}")
    print("\n".join(f"  later: {row.key}: {row.later}" for row in ROWS if row.later))

    assert counted == json.loads(COUNTS.read_text())


def cells():
    """Rows by methods by visitors by add-ons on or off."""
    return len(ROWS) * (len(METHODS) + 1) * len(VISITORS) * 2


def test_matrix_lets_somebody_through_to_almost_everything():
    """A matrix in which everything is refused would prove little."""
    reached = [
        row.key for row in ROWS if {OK, TEASER, "moved"} & {*row.get.values(), *row.post.values()}
    ]

    assert len(reached) > len(ROWS) * 0.85


@pytest.mark.parametrize("who", ["account", "administrator"])
def test_forms_without_their_token_are_refused(world, browsers, who):
    browser = browsers[who]
    strict = Client(enforce_csrf_checks=True, headers={"host": browser.host})
    strict.cookies = browser.client.cookies.copy()
    strict.raise_request_exception = False

    let_through = [
        row.key
        for row in ROWS
        if not row.without_token and strict.post(path_of(row.key, world.here)).status_code < 300
    ]

    assert let_through == []
