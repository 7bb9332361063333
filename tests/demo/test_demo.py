"""`manage.py demo`: the tree of pages that every feature and test agrees on, made once."""

import hashlib
import time

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from wagtail.models import Locale, Page, Site

from tests.demo.conftest import run_demo

pytestmark = pytest.mark.django_db

HOSTS = {"pulawy": "localhost", "zalesie": "127.0.0.1"}
PUBLIC = {
    "/": ("/en/", "/uk/"),
    "/aktualnosci/": ("/en/news/", "/uk/novyny/"),
    "/kontakt/": ("/en/contact/", "/uk/kontakty/"),
    "/pomoc/": ("/en/help/", "/uk/dopomoha/"),
    "/pomoc/opis-systemu/": ("/en/help/how-the-portal-works/", "/uk/dopomoha/opys-systemy/"),
    "/deklaracja-dostepnosci/": ("/en/accessibility-statement/", "/uk/deklaratsiia-dostupnosti/"),
}
PORTAL = {"/pulpit/": ("/en/dashboard/", "/uk/panel/")}
UNTOLD = {"django_session", "ratusz_cache", "django_migrations"}


def at(municipality):
    return Client(headers={"host": HOSTS[municipality]})


def checksums():
    """Table ▸ checksum of its rows."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - UNTOLD)
        sums = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(map(repr, cursor.fetchall()))
            sums[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return sums


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_there_in_three_languages(demo, path):
    for address in (path, *PUBLIC[path]):
        response = at("pulawy").get(address)
        assert response.status_code == 200, address
        assert "public" in response["Cache-Control"], address


@pytest.mark.parametrize("path", PORTAL)
def test_portal_pages_are_there_in_three_languages(demo, path):
    for address in (path, *PORTAL[path]):
        response = at("pulawy").get(address)
        assert response.status_code == 302, address
        assert f"?next={address}" in response.url


def test_the_second_municipality_has_no_english(demo):
    assert at("zalesie").get("/").status_code == 200
    assert at("zalesie").get("/uk/").status_code == 200
    assert at("zalesie").get("/en/").status_code == 404


def test_each_municipality_shows_its_own_pages(demo):
    assert "Gmina Puławy" in at("pulawy").get("/kontakt/").content.decode()
    assert "Zalesie" in at("zalesie").get("/kontakt/").content.decode()
    assert at("zalesie").get("/aktualnosci/").status_code == 404


def test_no_page_leads_nowhere(demo):
    assert "left out" not in demo


def test_wagtails_first_page_and_site_are_gone(demo):
    assert {site.hostname for site in Site.objects.all()} == set(HOSTS.values())
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_translations_are_found_in_the_editors_tool(demo):
    from wagtail_localize.models import StringTranslation, Translation

    english = Locale.objects.get(language_code="en")
    page = Page.objects.get(url_path="/gmina-pulawy/kontakt/").specific
    translation = Translation.objects.get(
        source__object__translation_key=page.translation_key, target_locale=english
    )
    total, done = translation.get_progress()

    assert total == done > 5
    assert StringTranslation.objects.filter(locale=english, data="Contact").exists()


def test_a_second_run_writes_nothing_and_is_fast(demo):
    before = checksums()
    started = time.monotonic()

    printed = run_demo()

    assert time.monotonic() - started < 3
    assert "0 made" in printed
    assert {table for table, value in checksums().items() if before.get(table) != value} == set()


def test_an_editors_changes_survive_a_second_run(demo):
    page = Page.objects.get(url_path="/gmina-pulawy/kontakt/")
    page.slug, page.title = "napisz", "Napisz do nas"
    page.save()

    run_demo()

    assert Page.objects.get(pk=page.pk).title == "Napisz do nas"
    assert not Page.objects.filter(url_path="/gmina-pulawy/kontakt/").exists()


def test_the_command_prints_addresses_and_logins(demo):
    assert "http://127.0.0.1:" in demo
    assert "anna.nowak@example.org" in demo
    assert "demo-Ratusz-2026" in demo


def test_it_refuses_an_installation_that_is_no_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="no demo"):
        call_command("demo")


def test_the_page_types_it_makes_exist(settings):
    for label in settings.RATUSZ_DEMO_PAGES.values():
        assert issubclass(apps.get_model(label), Page)
