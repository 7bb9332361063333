"""Where links lead: tiles, lists, rich text; and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.addonkit.switch import set_enabled
from tests.pages.conftest import items, raw


def tile(page=None, url=""):
    return {"icon": "pay", "title": "Zapłać", "text": "", "page": page and page.pk, "url": url}


def tiles(*entries):
    return raw("tiles", {"items": items(*entries)})


def text_with(*pages):
    links = "".join(f'<p><a linktype="page" id="{page.pk}">dalej</a></p>' for page in pages)
    return raw("text", {"text": links})


def html(client, url="/strona/"):
    return client.get(url).content.decode()


def test_a_tile_leads_to_its_page(client, grow):
    grow("strona", tiles(tile(grow("rozliczenia"))))

    assert '<a class="ui-tile" href="/rozliczenia/">' in html(client)


def test_a_tile_to_a_draft_is_not_shown(client, grow):
    target = grow("rozliczenia")
    grow("strona", tiles(tile(target), tile(url="https://example.org/")))
    target.unpublish()

    assert html(client).count('class="ui-tile"') == 1


def test_a_tile_to_a_page_whose_addons_are_off_is_not_shown(client, site, grow):
    block = raw("sample__public", {"text": "x", "code": "", "url_prefix": ""})
    grow("strona", tiles(tile(grow("probka", block))))

    set_enabled("sample", site, enabled=False)
    off = html(client)
    set_enabled("sample", site, enabled=True)

    assert 'class="ui-tile"' not in off
    assert "ui-block--tiles" not in off
    assert 'class="ui-tile"' in html(client)


def test_links_of_a_translated_page_lead_to_translations(client, home, grow, translated):
    target = grow("rozliczenia")
    page = grow("strona", tiles(tile(target)), text_with(target))
    translated(home, "en", "gmina-en")
    translated(target, "en", "dues")
    translated(page, "en", "page")

    found = html(client, "/en/page/")

    assert found.count('href="/en/dues/"') == 4  # menu, footer, tile, rich text
    assert 'href="/rozliczenia/"' not in found


def test_a_link_to_an_untranslated_page_says_its_language(client, home, grow, translated):
    target = grow("rozliczenia")
    page = grow("strona", tiles(tile(target)), text_with(target))
    translated(home, "en", "gmina-en")
    translated(page, "en", "page")

    assert html(client, "/en/page/").count('href="/rozliczenia/" hreflang="pl"') == 2


def test_a_rich_text_link_to_a_draft_has_no_address(client, grow):
    target = grow("rozliczenia")
    grow("strona", text_with(target))
    target.unpublish()

    assert "<p><a>dalej</a></p>" in html(client)


def test_a_call_to_action_without_its_page_is_not_shown(client, grow):
    target = grow("rozliczenia")
    value = {"title": "T", "text": "", "button": "Otwórz", "page": target.pk, "url": ""}
    grow("strona", raw("call_to_action", value))
    shown = html(client)
    target.unpublish()

    assert "Otwórz" in shown
    assert "Otwórz" not in html(client)


def test_the_newest_pages_of_a_section_come_first(client, grow):
    section = grow("aktualnosci")
    for day, slug in ((1, "stara"), (20, "nowa"), (10, "srednia")):
        grow(slug, parent=section, date=f"2026-11-{day:02}")
    grow("strona", raw("latest_pages", {"heading": "Nowe", "section": section.pk, "number": "3"}))

    found = html(client)

    assert found.index("/aktualnosci/nowa/") < found.index("/aktualnosci/srednia/")
    assert found.index("/aktualnosci/srednia/") < found.index("/aktualnosci/stara/")


@pytest.mark.sql
def test_queries_do_not_grow_with_links_and_texts(client, grow):
    targets = [grow(f"cel-{number}", in_menu=False) for number in range(12)]
    grow("mala", tiles(tile(targets[0])), text_with(targets[0]), in_menu=False)
    texts = [text_with(*targets) for _ in range(10)]
    more_tiles = [tiles(*[tile(target) for target in targets[:6]]) for _ in range(5)]
    grow("duza", *texts, *more_tiles, in_menu=False)

    small, large = count(client, "/mala/"), count(client, "/duza/")

    assert small == large
    assert large <= 13


def count(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_a_section_that_lists_its_own_pages_does_not_link_to_itself(client, grow):
    section = grow("aktualnosci")
    grow("nowa", parent=section)
    block = raw("latest_pages", {"heading": "Nowe", "section": section.pk, "number": "3"})
    section.body = [block]
    section.save_revision().publish()
    grow("strona", block)

    assert "Zobacz wszystkie" in html(client)
    assert "Zobacz wszystkie" not in html(client, "/aktualnosci/")


@pytest.mark.sql
def test_queries_do_not_grow_with_pictures(client, grow):
    def picture(number):
        image = Image.objects.create(title=f"obraz {number}", file=get_test_image_file())
        return raw(
            "picture",
            {"image": {"image": image.pk, "alt_text": "x", "decorative": False}, "caption": ""},
        )

    grow("mala", picture(0), in_menu=False)
    grow("duza", *[picture(number) for number in range(1, 6)], in_menu=False)

    assert count(client, "/mala/") == count(client, "/duza/")
