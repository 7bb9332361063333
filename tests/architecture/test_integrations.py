"""Every connector has a page for whoever runs the other side, made like the template."""

import re

import pytest

from cms.connectors.testing import DOCS, headings_of

TEMPLATE, INDEX = DOCS / "TEMPLATE.md", DOCS / "README.md"
PAGES = sorted(set(DOCS.glob("*.md")) - {TEMPLATE, INDEX})


def test_there_are_pages_to_compare():
    assert PAGES
    assert len(headings_of(TEMPLATE)) > 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_has_the_headings_of_the_template(page):
    assert headings_of(page) == headings_of(TEMPLATE)


def test_index_lists_every_page_and_no_other():
    listed = re.findall(r"\]\((\w+\.md)\) \|", INDEX.read_text(encoding="utf-8"))

    assert sorted(listed) == [page.name for page in PAGES]
