"""What an editor can do in the Wagtail admin, and what the forms refuse."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.blocks import CallToActionBlock, LinksBlock, TilesBlock, body_blocks
from pages.models import ContentPage, HomePage, PortalPage

TILE = {"icon": "pay", "title": "Zapłać", "text": "", "page": None, "url": "https://example.org/"}


@pytest.mark.parametrize("kind", ["contentpage", "portalpage"])
def test_an_editor_makes_and_publishes_a_page(admin, home, kind):
    form = nested_form_data(
        {
            "title": "Nowa",
            "slug": "nowa",
            "lead": "Krótko.",
            "body": streamfield([("text", {"text": rich_text("<p>Treść</p>")})]),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
            "action-publish": "yes",
        }
    )

    response = admin.post(f"/admin/pages/add/ratusz_pages/{kind}/{home.pk}/", form)

    assert response.status_code == 302
    assert "Treść" in admin.get("/nowa/").content.decode()


def test_an_editor_makes_a_home_page_for_another_municipality(admin, site):
    root = Page.get_first_root_node()
    form = nested_form_data(
        {
            "title": "Druga",
            "slug": "druga",
            "hero_title": "Witamy",
            "art": "fields",
            "body": streamfield([]),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
            "action-publish": "yes",
        }
    )

    response = admin.post(f"/admin/pages/add/ratusz_pages/homepage/{root.pk}/", form)

    assert response.status_code == 302
    assert HomePage.objects.get(slug="druga").live


@pytest.mark.parametrize("kind", ["content", "portal"])
def test_the_edit_form_opens(admin, grow, kind):
    page = grow("strona", kind=kind)

    assert admin.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_a_home_page_stands_only_at_the_top(home):
    assert not HomePage.can_create_at(HomePage())
    assert ContentPage not in HomePage.allowed_parent_page_models()
    assert HomePage not in PortalPage.allowed_subpage_models()


def test_a_ribbon_without_its_first_words_is_refused(home):
    home.urgent_text = "do 16:00"

    with pytest.raises(ValidationError, match="urgent_title"):
        home.full_clean()


@pytest.mark.parametrize(
    "link",
    [{"page": None, "url": ""}, {"page": "page", "url": "https://example.org/"}],
    ids=["no target", "two targets"],
)
def test_a_link_has_exactly_one_target(site, link):
    page = site.root_page if link["page"] else None
    block = CallToActionBlock()
    value = block.normalize(
        {"title": "T", "text": "", "button": "B", "page": page, "url": link["url"]}
    )

    with pytest.raises(StructBlockValidationError):
        block.clean(value)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x"]
)
def test_a_link_takes_no_scripts_for_addresses(db, url):
    block = TilesBlock()
    value = block.to_python({"items": [{**TILE, "url": url}]})

    with pytest.raises(ValidationError):
        block.clean(value)


def test_a_draft_may_have_a_link_without_target(db):
    block = TilesBlock()
    value = block.to_python({"items": [{**TILE, "url": ""}]})

    assert block.clean_deferred(value)


def test_an_address_elsewhere_needs_words(db):
    block = LinksBlock()
    value = block.to_python(
        {"heading": "", "items": [{"title": "", "page": None, "url": "https://example.org/"}]}
    )

    with pytest.raises(ValidationError):
        block.clean(value)


def test_there_are_at_most_six_tiles(db):
    block = TilesBlock()
    value = block.to_python({"items": [TILE] * 7})

    with pytest.raises(ValidationError):
        block.clean(value)


@pytest.mark.parametrize(("name", "block"), body_blocks(), ids=[name for name, _ in body_blocks()])
def test_every_block_introduces_itself(name, block):
    assert block.meta.icon and block.label and block.meta.group
    assert block.get_description()
    assert block.is_previewable


@pytest.mark.parametrize("name", [name for name, _block in body_blocks()])
def test_every_block_has_a_preview_in_the_look_of_the_site(admin, site, name):
    block = ContentPage.body.field.stream_block.child_blocks[name]

    response = admin.get("/admin/block-preview/", {"id": block.definition_prefix})

    html = response.content.decode()
    assert response.status_code == 200
    assert "ui/ui" in html
    assert len(html[html.index("<main>") :]) > 150
