"""Corpus 144: no link of a block runs a script, however its scheme is spelt."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import ListBlock, StreamBlock, StructBlock, URLBlock

from pages.models import ContentPage

SPELLINGS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript\t:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "vb\tscript:msgbox(1)",
]


def url_blocks(block, path=""):
    """Every child of a block that takes an address, with its path."""
    if isinstance(block, URLBlock):
        yield path, block
    elif isinstance(block, ListBlock):
        yield from url_blocks(block.child_block, path)
    elif isinstance(block, (StructBlock, StreamBlock)):
        for name, child in block.child_blocks.items():
            yield from url_blocks(child, f"{path}.{name}")


FOUND = dict(url_blocks(ContentPage.body.field.stream_block))


def test_blocks_with_links_are_found():
    assert {".tiles.items.url", ".links.items.url", ".call_to_action.url"} <= set(FOUND)


@pytest.mark.parametrize("url", SPELLINGS)
@pytest.mark.parametrize("path", FOUND)
def test_a_link_that_would_run_a_script_is_refused(path, url):
    block = FOUND[path]

    with pytest.raises(ValidationError):
        block.clean(block.normalize(url))
