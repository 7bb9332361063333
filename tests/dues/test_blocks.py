"""What editors get: blocks whose stored form is kept, with a preview and a description."""

import json
from pathlib import Path

import pytest
from wagtail import blocks

from addons.dues.blocks import BalanceBlock, DuesBlock
from cms.addonkit.people import Assurance

GOLDEN = Path(__file__).parent / "golden"
BLOCKS = [DuesBlock, BalanceBlock]


def golden_of(block_class):
    name = f"{block_class.block_name}-{block_class.schema_version}.json"
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("block_class", BLOCKS)
def test_stored_form_is_the_one_of_its_schema_version(block_class):
    """A change here needs a new `schema_version`, a new golden file, and reading of the old one."""
    golden = golden_of(block_class)
    block = block_class()

    assert {name: type(child).__name__ for name, child in block.child_blocks.items()} == golden[
        "children"
    ]
    assert block.get_prep_value(block.to_python(golden["value"])) == golden["value"]


@pytest.mark.parametrize("block_class", BLOCKS)
def test_value_without_any_child_can_be_read(block_class):
    value = block_class().to_python({})

    assert isinstance(value, blocks.StructValue)


@pytest.mark.parametrize("block_class", BLOCKS)
def test_block_is_for_confirmed_people_only(block_class):
    assert block_class.assurance == Assurance.VERIFIED
    assert not block_class().is_cacheable


@pytest.mark.parametrize("block_class", BLOCKS)
def test_block_picker_shows_sample_figures(block_class, rf, db):
    from django.template.loader import render_to_string

    block = block_class()
    value = block.get_preview_value()
    context = block.get_preview_context(value, {"request": rf.get("/"), "block_def": block})

    html = render_to_string(block.get_preview_template(value, context), context)

    assert block.is_previewable
    assert "300,00" in html


@pytest.mark.parametrize("block_class", BLOCKS)
def test_only_words_are_translated(block_class):
    block = block_class()

    assert set(block.translatable) <= set(block.child_blocks)
    assert "url_prefix" not in block.translatable
