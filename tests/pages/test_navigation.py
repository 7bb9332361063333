"""Menus, crumbs, languages and footer from the page tree."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.addonkit.switch import set_enabled
from tests.pages.conftest import raw


def menu(response):
    nav = re.search(r'<nav class="ui-nav".*?</nav>', response.content.decode(), re.DOTALL)
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', nav[0]) if nav else []


def languages(response):
    nav = re.search(
        r'<nav class="ui-switch" aria-label="J.*?</nav>', response.content.decode(), re.DOTALL
    )
    return dict(re.findall(r'<a href="([^"]*)" lang="(\w\w)"', nav[0])) if nav else {}


def crumbs(response):
    nav = re.search(r'<nav class="ui-crumbs".*?</nav>', response.content.decode(), re.DOTALL)
    return re.findall(r"<li[^>]*>(?:<a[^>]*>)?([^<]+)", nav[0]) if nav else []


def footer(response):
    text = response.content.decode()
    return text[text.index('<footer class="ui-footer"') :]


def test_menu_lists_home_and_public_pages_in_tree_order(client, grow):
    grow("aktualnosci")
    grow("kontakt")

    found = menu(client.get("/"))

    assert found == [
        ("/", "Strona główna"),
        ("/aktualnosci/", "Aktualnosci"),
        ("/kontakt/", "Kontakt"),
    ]


def test_menu_leaves_out_drafts_and_pages_not_meant_for_it(client, grow):
    grow("kontakt", in_menu=False)
    grow("plany").unpublish()

    assert [title for _url, title in menu(client.get("/"))] == ["Strona główna"]


def test_menu_leaves_out_pages_with_a_view_restriction(client, grow):
    page = grow("tajne")
    page.view_restrictions.create(restriction_type="password", password="x")

    assert "/tajne/" not in dict(menu(client.get("/")))


def test_menu_marks_the_section_of_the_shown_page(client, grow):
    section = grow("aktualnosci")
    grow("swietlica", parent=section)

    html = client.get("/aktualnosci/swietlica/").content.decode()

    assert '<a href="/aktualnosci/" aria-current="page">' in html


def test_portal_pages_have_the_portal_menu(client, grow):
    grow("aktualnosci")
    grow("pulpit", kind="portal")
    grow("pomoc", show_in_portal_menu=True)

    assert dict(menu(client.get("/pulpit/"))) == {"/pulpit/": "Pulpit", "/pomoc/": "Pomoc"}
    assert "/pulpit/" not in dict(menu(client.get("/pomoc/")))


def test_a_page_whose_addon_is_off_is_in_no_menu_and_back_when_it_is_on(client, site, grow):
    grow("probka", raw("sample__public", {"text": "x", "code": "", "url_prefix": ""}))

    set_enabled("sample", site, enabled=False)
    off = client.get("/")
    set_enabled("sample", site, enabled=True)
    on = client.get("/")

    assert "/probka/" not in dict(menu(off))
    assert "/probka/" not in footer(off)
    assert "/probka/" in dict(menu(on))


def test_the_language_switch_leads_only_to_live_translations(client, home, grow, translated):
    page = grow("kontakt")
    other = grow("plany")
    translated(home, "en", "gmina-en")
    translated(page, "en", "contact")

    assert languages(client.get("/kontakt/")) == {"/kontakt/": "pl", "/en/contact/": "en"}
    assert languages(client.get("/plany/")) == {}
    assert other.live


def test_the_language_switch_leads_to_the_same_sub_url(client, home, grow, translated):
    block = raw("sample__public", {"text": "x", "code": "", "url_prefix": ""})
    page = grow("probka", block)
    translated(home, "en", "gmina-en")
    translated(page, "en", "sample")

    found = languages(client.get("/probka/szczegol/a1/"))

    assert found == {"/probka/szczegol/a1/": "pl", "/en/sample/detail/a1/": "en"}


def test_a_view_without_a_page_offers_itself_in_the_languages_of_the_site(client, home, translated):
    translated(home, "en", "gmina-en")

    found = languages(client.get("/konto/zaloguj/"))

    assert found == {"/konto/zaloguj/": "pl", "/en/account/sign-in/": "en"}


def test_an_error_page_has_menu_and_leads_to_the_home_pages(client, home, grow, translated):
    grow("kontakt")
    translated(home, "en", "gmina-en")

    response = client.get("/nie-ma-takiej/")

    assert response.status_code == 404
    assert "/kontakt/" in dict(menu(response))
    assert languages(response) == {"/": "pl", "/en/": "en"}


def test_crumbs_name_the_pages_above_and_none_stand_on_the_home_page(client, grow):
    section = grow("aktualnosci")
    grow("swietlica", parent=section)

    assert crumbs(client.get("/aktualnosci/swietlica/")) == ["Gmina", "Aktualnosci", "Swietlica"]
    assert crumbs(client.get("/")) == []


def test_crumbs_end_with_the_title_of_a_sub_url(client, grow):
    grow("probka", raw("sample__public", {"text": "x", "code": "", "url_prefix": ""}))

    response = client.get("/probka/szczegol/a1/")

    assert crumbs(response) == ["Gmina", "Probka", "Item a1"]
    assert "<h1>Item a1</h1>" in response.content.decode()


def test_the_footer_has_the_marked_pages_once(client, grow):
    grow("kontakt", show_in_footer=True)
    grow("deklaracja", in_menu=False, show_in_footer=True)

    found = footer(client.get("/"))

    assert found.count('href="/kontakt/"') == 1
    assert found.count('href="/deklaracja/"') == 1


def test_my_account_leads_to_the_page_for_signed_in_people(client, grow):
    assert 'href="/konto/zaloguj/"' in client.get("/").content.decode()

    grow("pulpit", kind="portal", account_required=True)

    assert 'ui-button--accent" href="/pulpit/"' in client.get("/").content.decode()


@pytest.mark.sql
def test_queries_of_a_page_do_not_grow_with_the_menu(client, grow):
    grow("strona")
    few = count(client, "/strona/")
    for number in range(20):
        grow(f"dzial-{number}")

    assert count(client, "/strona/") == few
    assert few <= 13


def count(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
