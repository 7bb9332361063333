"""The demo's part: written once, left alone afterwards."""

import pytest

from addons.dues import demo
from addons.dues.models import DuesSettings
from cms.addonkit.switch import is_enabled
from cms.demo.tree import Tree


def tree():
    return Tree("pulawy", ("pl", "en", "uk"))


def test_demo_connects_the_municipality_to_its_simulator(site, settings, monkeypatch):
    settings.SIMULATORS_PORT = 8123
    monkeypatch.setenv(demo.CREDENTIALS, "portal:demo")

    demo.build(site, tree())

    access = DuesSettings.access_of(site)
    assert access.url == "http://127.0.0.1:8123/dues/pulawy/"
    assert access.secret_name == demo.CREDENTIALS
    assert is_enabled("dues", site)


def test_demo_has_the_page_in_every_language(site):
    planned = tree()

    demo.build(site, planned)

    (page,) = planned.all_pages()
    assert page.path == "/rozliczenia/"
    assert set(page.titles) == {"pl", "en", "uk"}
    assert {page.slug(code) for code in ("pl", "en", "uk")} == {
        "rozliczenia",
        "dues",
        "rozrakhunky",
    }


@pytest.mark.sql
def test_second_run_writes_nothing(site, django_assert_num_queries):
    demo.build(site, tree())

    with django_assert_num_queries(2):  # is it set, has somebody switched it
        demo.build(site, tree())


def test_what_an_administrator_changed_stays(site):
    DuesSettings.objects.create(site=site, source_url="https://dues.example/")

    demo.build(site, tree())

    assert DuesSettings.access_of(site).url == "https://dues.example/"
