"""Translating pages with add-on blocks, while their code is here and while it is away."""

import pytest
from wagtail import blocks
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.addonkit.blocks import AddonBlock
from cms.addonkit.kept_translation import restored
from cms.addonkit.languages import SiteLanguages
from cms.addonkit.resync import resync
from pages.models import ContentPage

from .conftest import block, columns, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def ukrainian(site):
    locale, _created = Locale.objects.get_or_create(language_code="uk")
    home = site.root_page.specific.copy_for_translation(locale)
    home.slug = "gmina-uk"
    home.save_revision().publish()
    return home


@pytest.fixture
def translate(english, django_capture_on_commit_callbacks):
    """Translate a page: every string in capital letters; returns the translated page."""

    def run(page, locale=None, update=True):
        locale = locale or english.locale
        if update:
            source, _created = TranslationSource.update_or_create_from_instance(page)
            source.update_from_db()  # as the editor's button does, whether anything changed or not
        else:
            source = TranslationSource.objects.get_for_instance(page)
        translation, _created = Translation.objects.get_or_create(
            source=source, target_locale=locale
        )
        for segment in source.stringsegment_set.select_related("string"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": segment.string.data.upper()},
            )
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target()
        return ContentPage.objects.get(pk=translation.get_target_instance().pk)

    return run


def public(text, prefix="", code="abc"):
    return block("public", prefix, text=text, code=code)


def texts_of(page):
    """(translatable, synchronised) of the two sample blocks: on top, in a column."""
    top, layout, _heading = stored(page)
    values = [top["value"], layout["value"]["first"][0]["value"]]
    return [(value["text"], value["code"]) for value in values]


@pytest.fixture
def page_with_two(place):
    # The heading has words while the add-on is away: only then is the body made anew.
    heading = {"type": "heading", "value": {"text": "Nagłówek", "level": "h2"}, "id": "h"}
    return place(public("na górze"), columns(first=[public("w kolumnie", "park")]), heading)


def test_only_the_declared_children_are_translated(page_with_two, translate):
    assert texts_of(translate(page_with_two)) == [("NA GÓRZE", "abc"), ("W KOLUMNIE", "abc")]


def test_a_change_of_what_is_synchronised_arrives_in_every_language(
    page_with_two, translate, ukrainian
):
    translate(page_with_two)
    translate(page_with_two, ukrainian.locale)
    top, *others = stored(page_with_two)
    top["value"]["code"] = "new"
    page_with_two.body = [top, *others]
    page_with_two.save_revision().publish()

    pages = [translate(page_with_two), translate(page_with_two, ukrainian.locale)]

    assert [texts_of(page)[0] for page in pages] == [("NA GÓRZE", "new")] * 2


def test_a_translation_published_while_the_addon_is_away_keeps_its_words(
    page_with_two, translate, installation
):
    translate(page_with_two)
    installation.uninstall("sample")

    target = translate(page_with_two, update=False)

    assert texts_of(target) == [("NA GÓRZE", "abc"), ("W KOLUMNIE", "abc")]


def test_a_sync_while_the_addon_is_away_keeps_its_words(page_with_two, translate, installation):
    translate(page_with_two)
    installation.uninstall("sample")

    target = translate(page_with_two)

    assert texts_of(target) == [("NA GÓRZE", "abc"), ("W KOLUMNIE", "abc")]


def test_what_was_first_translated_while_the_addon_was_away_is_found_when_it_is_back(
    page_with_two, translate, installation, django_capture_on_commit_callbacks
):
    installation.uninstall("sample")
    target = translate(page_with_two)
    assert texts_of(target) == [("na górze", "abc"), ("w kolumnie", "abc")]

    installation.install("sample")
    with django_capture_on_commit_callbacks(execute=True):
        assert resync("sample").translations == 1
    strings = TranslationSource.objects.get_for_instance(page_with_two).stringsegment_set

    assert strings.filter(string__data="na górze").exists()
    assert texts_of(translate(page_with_two))[0] == ("NA GÓRZE", "abc")


def test_resync_leaves_unpublished_changes_of_a_translation_a_draft(
    page_with_two, translate, django_capture_on_commit_callbacks
):
    target = translate(page_with_two)
    target.title = "Draft"
    target.save_revision()

    with django_capture_on_commit_callbacks(execute=True):
        resync("sample")

    assert ContentPage.objects.get(pk=target.pk).has_unpublished_changes


def test_sub_urls_of_three_languages_lead_to_one_another(
    client, page_with_two, translate, ukrainian
):
    translate(page_with_two)
    translate(page_with_two, ukrainian.locale)

    text = client.get("/strona/park/szczegol/lipa/").content.decode()

    assert 'hreflang="en" href="http://testserver/en/strona/park/detail/lipa/"' in text
    assert client.get("/uk/strona/park/szczegol/lipa/").status_code == 200


def test_a_site_has_the_languages_of_its_home_pages(site, english, ukrainian):
    assert SiteLanguages.of(site) == ("pl", "en", "uk")

    type(ukrainian).objects.get(pk=ukrainian.pk).unpublish()

    assert SiteLanguages.of(site) == ("pl", "en")


def test_rich_texts_lists_and_nested_paths_are_restored_in_stored_json(translate):
    from wagtail_localize.segments import StringSegmentValue

    item = {
        "type": "gone__x",
        "id": "b",
        "value": {
            "title": "tytuł",
            "rows": [{"type": "item", "id": "r1", "value": {"text": "wiersz"}}],
            "count": 3,
        },
    }
    segments = [
        StringSegmentValue("title", "title"),
        StringSegmentValue("rows.r1.text", "row"),
        StringSegmentValue("rows.other.text", "nowhere"),
    ]

    made = restored(item, segments)

    assert made["value"]["title"] == "title"
    assert made["value"]["rows"][0]["value"] == {"text": "row"}
    assert item["value"]["title"] == "tytuł"


def test_rich_texts_and_lists_of_a_block_are_extracted():
    class Rich(AddonBlock):
        block_name = "rich"
        translatable = ("text", "rows")
        text = blocks.RichTextBlock()
        rows = blocks.ListBlock(blocks.CharBlock())
        code = blocks.CharBlock()

    rich = Rich()
    rows = [{"type": "item", "value": "wiersz", "id": "r1"}]
    value = rich.to_python({"text": "<p>Ala <b>ma</b></p>", "rows": rows, "code": "x"})

    paths = {segment.path for segment in rich.get_translatable_segments(value)}

    assert paths == {"text", "rows.r1"}
