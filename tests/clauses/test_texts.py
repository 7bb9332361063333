"""The text of a notice: its parts, and what changed between versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.clauses.texts import Part, changes, parts_of

TEXT = """## Kto
Administratorem jest wójt
gminy.

Podstawa:
- ustawa
  z 1997 r.
- rozporządzenie

Koniec"""


def test_lines_become_parts():
    assert parts_of(TEXT) == [
        Part("heading", "Kto"),
        Part("paragraph", "Administratorem jest wójt gminy."),
        Part("paragraph", "Podstawa:"),
        Part("list", items=["ustawa z 1997 r.", "rozporządzenie"]),
        Part("paragraph", "Koniec"),
    ]


@given(st.text(max_size=300))
def test_no_word_is_lost(text):
    parts = parts_of(text)

    shown = " ".join(" ".join([part.text, *part.items]) for part in parts).split()
    assert [word for word in text.split() if word not in {"-", "##"}] == [
        word for word in shown if word not in {"-", "##"}
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_changes_hold_both_texts(before, after):
    found = changes(before, after)

    assert "".join(one.text for one in found if one.kind != "added") == before
    assert "".join(one.text for one in found if one.kind != "removed") == after


def test_changes_are_of_words():
    found = changes("Dane trzymamy 5 lat.", "Dane trzymamy 10 lat.")

    assert [tuple(one) for one in found] == [
        ("same", "Dane trzymamy "),
        ("removed", "5"),
        ("added", "10"),
        ("same", " lat."),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_nothing_is_nothing(text):
    assert parts_of(text) == []
