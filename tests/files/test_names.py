"""Corpus 64: names that are paths, hide their ending, or break headers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.files.names import LONGEST, attachment, split, tidy, with_ending


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Anna\umowa.pdf", "umowa.pdf"),
        ("a\0.jpg", "a.jpg"),
        ("zdjęcie\u202egpj.exe", "zdjęciegpj.exe"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ('a"b\r\nSet-Cookie: x=1.pdf', "a_bSet-Cookie_ x=1.pdf"),
        (".htaccess", "htaccess"),
        ("  . . ", "file"),
        ("", "file"),
        ("a;b%c.pdf", "a_b_c.pdf"),
        ("z\u0307o\u0301łw.pdf", "żółw.pdf"),
        ("a\u200bb\ufeff.txt", "ab.txt"),
    ],
)
def test_name_is_made_safe(name, expected):
    assert tidy(name) == expected


def test_long_name_keeps_its_ending():
    name = tidy("ą" * 300 + ".jpeg")

    assert len(name) == LONGEST
    assert name.endswith("ą.jpeg")


@given(st.text(max_size=400))
def test_no_name_holds_what_a_system_minds(name):
    tidied = tidy(name)

    assert tidied and len(tidied) <= LONGEST
    assert not re.search(r'[\x00-\x1f\x7f/\\<>:"|?*;%\u202a-\u202e\u2066-\u2069]', tidied)
    assert tidied.strip(" .") == tidied
    assert tidy(tidied) == tidied


def test_ending_is_what_follows_the_last_dot():
    assert split("umowa.v2.PDF") == ("umowa.v2", ".PDF")
    assert split("bez końcówki") == ("bez końcówki", "")
    assert with_ending("IMG_1.HEIC", ".jpg") == "IMG_1.jpg"


def test_disposition_has_both_forms_for_other_letters():
    value = attachment("Łąka i plan.pdf")

    plain, other = "aka i plan.pdf", "%C5%81%C4%85ka%20i%20plan.pdf"
    assert value == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{other}"


@given(st.text(max_size=200))
def test_disposition_is_one_clean_header(name):
    value = attachment(tidy(name))

    assert value.isascii() and value.isprintable()
    assert value.count('"') == 2
