"""Sub-URLs as data: matching, reversing and overlapping."""

import pytest
from django.urls import NoReverseMatch

from cms.addonkit.routes import match, overlap, reverse_subpage, subpage

PAGES = (
    subpage("card", {"pl": "karta/<slug:account>/", "en": "card/<slug:account>/"}),
    subpage("history", {"pl": "historia/", "en": "history/"}),
)


@pytest.mark.parametrize(
    ("language", "tail", "name"),
    [("pl", "karta/x1/", "card"), ("en", "card/x1/", "card"), ("en", "history/", "history")],
)
def test_a_sub_url_answers_in_the_language_of_its_page(language, tail, name):
    assert match(PAGES, language, tail).subpage.name == name


def test_the_sub_url_of_another_language_does_not_answer():
    assert match(PAGES, "en", "karta/x1/") is None


def test_a_language_without_a_segment_of_its_own_uses_the_first_one():
    assert match(PAGES, "uk", "karta/x1/").arguments == {"account": "x1"}


def test_reversing_gives_what_matches():
    tail = reverse_subpage(PAGES, "en", "card", {"account": "x1"})

    assert tail == "card/x1/"
    assert match(PAGES, "en", tail).arguments == {"account": "x1"}


def test_reversing_an_unknown_name_raises():
    with pytest.raises(NoReverseMatch):
        reverse_subpage(PAGES, "pl", "nowhere", {})


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("karta/<slug:a>/", "karta/nowa/", True),
        ("karta/<slug:a>/", "karta/<int:b>/", True),
        ("karta/<slug:a>/", "rata/<slug:a>/", False),
        ("karta/", "karta/<slug:a>/", False),
        ("<path:rest>/", "karta/1/2/", True),
        ("czynsz/karta/<slug:a>/", "karta/<slug:a>/", False),
    ],
)
def test_routes_that_could_claim_one_address_overlap(first, second, expected):
    assert overlap(first, second) is expected
