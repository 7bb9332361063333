"""Sub-URLs of blocks: in columns, with prefixes, under former addresses, previewed and listed."""

import pytest
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.addonkit import addon_reverse
from cms.addonkit.kept import KEPT
from cms.addonkit.switch import set_enabled
from pages.models import ContentPage, PortalPage
from tests.sample import blocks as sample

from .conftest import block, columns, gone, stored
from .editor import Form

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode()


# -- in columns ------------------------------------------------------------------------------


def test_a_block_in_a_column_shows_and_answers_on_its_sub_url(client, place):
    place(block("public", text="outside"), columns(second=[block("public", "a", text="inside")]))

    assert "inside" in text_of(client.get("/strona/"))
    shown = text_of(client.get("/strona/a/szczegol/lipa/"))
    assert "detail lipa" in shown
    assert "outside" not in shown


def test_a_block_in_a_column_is_found_when_reversing(site, place):
    place(columns(first=[block("public")]))

    url = addon_reverse("sample:detail", site=site, locale="pl", item="lipa")

    assert url == "/strona/szczegol/lipa/"


def test_a_block_in_a_column_decides_how_the_page_is_cached(client, place):
    place(columns(first=[block("account")]))

    assert "no-store" in client.get("/strona/")["Cache-Control"]


# -- conflicts -------------------------------------------------------------------------------


def kept_form(item):
    """A stored item as the form gives it back for a placeholder."""
    return {"type": KEPT, "id": item["id"], "value": item}


def conflict_of(page):
    stream = page._meta.get_field("body").stream_block
    with pytest.raises(StreamBlockValidationError) as refused:
        stream.clean(page.body)
    return refused.value


def test_two_blocks_that_claim_one_address_are_refused_with_the_way_out(place):
    refused = conflict_of(place(block("public"), block("public")))

    assert list(refused.block_errors) == [1]
    prefix = refused.block_errors[1].block_errors["url_prefix"]
    assert "Nadaj temu blokowi przedrostek" in prefix.messages[0]


def test_a_block_in_a_column_that_claims_a_taken_address_is_refused_in_its_place(place):
    refused = conflict_of(place(block("public"), columns(second=[block("form"), block("public")])))

    in_column = refused.block_errors[1].block_errors["second"]
    assert list(in_column.block_errors) == [1]


def test_a_prefix_settles_the_conflict(place):
    page = place(block("public"), columns(first=[block("public", prefix="park")]))
    stream = page._meta.get_field("body").stream_block

    assert len(stream.clean(page.body)) == 2


def test_a_block_that_is_off_keeps_its_addresses(place):
    page = place(block("public"), block("public"))
    stream = page._meta.get_field("body").stream_block
    (kept, active) = stored(page)

    for items in ([kept_form(kept), active], [active, kept_form(kept)]):
        with pytest.raises(StreamBlockValidationError) as refused:
            stream.clean(stream.to_python(items))

        assert list(refused.value.block_errors) == [items.index(active)]


def test_a_page_with_a_conflict_of_blocks_that_are_off_can_be_saved(site, place, operator):
    page = place(block("public"), block("public"))
    set_enabled("sample", site, enabled=False)

    assert Form(operator, page).save(publish=True).status_code == 302


def test_the_editor_sees_the_conflict_at_the_block(site, place, operator):
    page = place(block("public"), block("public", prefix="park"))

    answer = Form(operator, page).save(**{"body-1-value-url_prefix": ""})

    assert answer.status_code == 200
    assert "szczegol/" in text_of(answer)
    assert "przedrostek adresu" in text_of(answer)


# -- former addresses ------------------------------------------------------------------------


def test_a_former_address_leads_to_the_present_one(client, place):
    place(columns(first=[block("public", prefix="park")]))

    answer = client.get("/strona/park/pozycja/lipa/?page=2")

    assert answer.status_code == 301
    assert answer["Location"] == "/strona/park/szczegol/lipa/?page=2"


def test_a_post_to_a_former_address_is_not_redirected(client, place):
    place(block("public"))

    assert client.post("/strona/pozycja/lipa/").status_code == 405


# -- preview ---------------------------------------------------------------------------------


def test_the_editor_previews_every_readable_sub_page(place):
    page = place(block("public"), block("form"), block("file"))

    names = [name.partition(":")[2] for name, _label in page.preview_modes]
    labels = [str(label) for _name, label in page.preview_modes]

    assert names == ["", "detail", "members", "download"]
    assert labels[1] == "Public sample: One item"


def test_a_preview_never_knows_a_resident(place, operator, monkeypatch):
    page = place(block("verified"))
    seen = []
    monkeypatch.setattr(
        sample.VerifiedBlock, "index", lambda self, context: seen.append(context) or None
    )
    _answer, response = Form(operator, page).preview()

    assert response.status_code == 200
    assert (seen[0].preview, seen[0].subject.user_id, seen[0].subject.pesel) == (True, None, None)


# -- for everybody: sitemap, search ----------------------------------------------------------


def test_the_sitemap_lists_pages_and_what_blocks_show_to_everybody(client, site, place):
    place(block("public"), columns(first=[block("public", prefix="park")]))

    answer = client.get("/sitemap.xml")

    assert answer["Content-Type"] == "application/xml"
    for path in ("/", "/strona/", "/strona/szczegol/lipa/", "/strona/park/szczegol/lipa/"):
        assert f"<loc>http://testserver{path}</loc>" in text_of(answer)


def test_the_sitemap_leaves_out_what_is_off_gone_or_behind_the_door(client, site, place):
    place(gone(), slug="bez-kodu")
    page = PortalPage(title="P", slug="portal", account_required=True, locale=site.root_page.locale)
    site.root_page.specific.add_child(instance=page)
    place(block("account"))
    set_enabled("sample", site, enabled=False)

    shown = text_of(client.get("/sitemap.xml"))

    assert shown.count("<loc>") == 1  # the home page


def test_a_block_that_cannot_name_its_sub_pages_is_left_out(client, place, monkeypatch):
    place(block("public"))
    monkeypatch.setattr(sample.PublicBlock, "public_subpages", lambda *arguments: 1 / 0)

    assert "<loc>http://testserver/strona/</loc>" in text_of(client.get("/sitemap.xml"))


def test_no_block_can_publish_a_sub_page_that_asks_who_you_are(client, place, monkeypatch):
    place(block("public"))
    monkeypatch.setattr(
        sample.PublicBlock,
        "public_subpages",
        lambda *arguments: [sample.PublicSubPage("members", title="Members")],
    )

    assert "dla-zalogowanych" not in text_of(client.get("/sitemap.xml"))


def test_the_search_finds_a_page_by_the_public_sub_pages_of_its_blocks(place):
    page = place(block("public"))

    found = ContentPage.objects.search("drzewo")

    assert [item.pk for item in found] == [page.pk]
