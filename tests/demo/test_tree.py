"""The declarations that apps make, and what becomes of their words and links."""

import uuid

import pytest

from cms.demo.logins import totp_code
from cms.demo.tree import Tree
from cms.demo.words import Resolver, pairs


def words(pl, en):
    return {"pl": pl, "en": en}


@pytest.fixture
def tree():
    tree = Tree("pulawy", ("pl", "en"))
    tree.page(
        "/", words("Gmina", "Municipality"), slugs={"pl": "gmina", "en": "gmina-en"}, kind="home"
    )
    return tree


def resolver(**pages):
    return Resolver(lambda path: pages.get(path.strip("/")), lambda picture: 7, uuid.uuid4())


def test_pages_come_parents_first_and_siblings_in_order(tree):
    tree.page("/b/c/", words("C", "C"))
    tree.page("/b/", words("B", "B"), order=20)
    tree.page("/a/", words("A", "A"), order=10)

    assert [spec.path for spec in tree.all_pages()] == ["/", "/a/", "/b/", "/b/c/"]


def test_a_path_is_declared_once(tree):
    tree.page("/a/", words("A", "A"))

    with pytest.raises(ValueError, match="twice"):
        tree.page("/a/", words("A", "A"))


def test_blocks_of_other_apps_find_their_place(tree):
    tree.page("/a/", words("A", "A"), [("one", {}), ("two", {})])
    tree.block("/a/", ("between", {}), order=15)
    tree.block("/nobody/", ("lost", {}))
    tree.block("/a/", ("needy", {}), needs="/nobody/")
    tree.all_pages()

    assert [name for name, _value in tree.specs["/a/"].body()] == ["one", "between", "two"]


def test_items_of_other_apps_find_their_place(tree):
    tree.page("/a/", words("A", "A"), [("tiles", {"items": ["own"]})])
    tree.item("/a/", "tiles", "last")
    tree.item("/a/", "tiles", "first", order=5)
    tree.all_pages()

    assert tree.specs["/a/"].body() == [("tiles", {"items": ["first", "own", "last"]})]


def test_items_without_their_block_are_an_error(tree):
    tree.page("/a/", words("A", "A"))
    tree.item("/a/", "tiles", "lost")
    tree.all_pages()

    with pytest.raises(ValueError, match="tiles"):
        tree.specs["/a/"].body()


def test_a_page_needs_an_address_in_every_language(tree):
    tree.page("/a/", words("A", "A"))

    assert tree.specs["/a/"].slug("pl") == "a"
    with pytest.raises(ValueError, match="'en'"):
        tree.specs["/a/"].slug("en")


def test_words_become_polish_and_links_become_keys():
    value = {"title": words("Zapłać", "Pay"), "page": Tree.link("/rozliczenia/")}

    assert resolver(rozliczenia=5).value(value, "x") == {"title": "Zapłać", "page": 5}


def test_what_leads_to_a_missing_page_is_left_out():
    target = resolver(kontakt=5)
    body = [
        ("tiles", {"items": [{"page": Tree.link("/kontakt/")}, {"page": Tree.link("/nie-ma/")}]}),
        ("call_to_action", {"page": Tree.link("/nie-ma/")}),
    ]

    stream = target.stream(body)

    assert [block["type"] for block in stream] == ["tiles"]
    assert [item["value"] for item in stream[0]["value"]["items"]] == [{"page": 5}]
    assert len(target.dropped) == 2


def test_rich_text_links_become_wagtails_and_lose_the_tag_when_nobody_declared_the_page():
    html = '<p><a href="page:/kontakt/">a</a> <a href="page:/nie-ma/">b</a></p>'

    assert resolver(kontakt=5).html(html) == '<p><a linktype="page" id="5">a</a> b</p>'


def test_block_ids_are_the_same_in_every_run():
    key = uuid.uuid4()
    streams = [
        Resolver(lambda path: None, lambda picture: 7, key).stream([("text", {"text": "a"})])
        for _run in range(2)
    ]

    assert streams[0] == streams[1]


def test_rich_text_is_paired_paragraph_by_paragraph():
    value = words("<h2>Raz</h2><p>Dwa <b>trzy</b></p>", "<h2>One</h2><p>Two <b>three</b></p>")

    assert pairs(value, "en", str) == {"Raz": "One", "Dwa <b>trzy</b>": "Two <b>three</b>"}


def test_texts_that_do_not_match_are_an_error():
    with pytest.raises(ValueError, match="2 and 1"):
        pairs(words("<p>Raz</p><p>Dwa</p>", "<p>One</p>"), "en", str)


def test_a_text_without_the_language_is_an_error():
    with pytest.raises(ValueError, match="'uk'"):
        pairs({"items": [words("Raz", "One")]}, "uk", str)


def test_the_second_factor_follows_the_standard():
    # RFC 6238, appendix B, the last six digits.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert totp_code(secret, 59) == "287082"
    assert totp_code(secret, 1111111109) == "081804"
