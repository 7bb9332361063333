"""Renaming with data: stored blocks in their new form, in pages, drafts and older revisions."""

import pytest

from cms.addonkit.rewriting import rewrite_blocks

from .conftest import block

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def stored(page):
    page.refresh_from_db()
    return page.body.stream_block.get_prep_value(page.body)[0]["value"]


def rename(item):
    if "text" in item["value"]:
        item["value"]["code"] = item["value"].pop("text")


def test_renamed_child_keeps_its_content_in_pages_and_revisions(place):
    page = place(block("public", text="Dzień dobry"))
    page.title = "Draft"
    page.save_revision()

    assert rewrite_blocks("sample__public", rename) == 3

    assert stored(page)["code"] == "Dzień dobry"
    draft = page.get_latest_revision_as_object()
    assert draft.title == "Draft"
    assert draft.body[0].value["code"] == "Dzień dobry"
    assert rewrite_blocks("sample__public", rename) == 0


def test_block_of_an_addon_that_is_gone_is_rewritten_too(place):
    page = place({"type": "gone__thing", "value": {"text": "x"}, "id": "a" * 32}, block("form"))

    rewrite_blocks("gone__thing", rename)

    assert stored(page) == {"code": "x"}


def test_renamed_block_gets_its_new_type(place):
    page = place({"type": "old__thing", "value": {"text": "x"}, "id": "a" * 32})

    rewrite_blocks("old__thing", lambda item: item.update(type="sample__public"))

    page.refresh_from_db()
    assert page.body[0].block_type == "sample__public"
    assert page.body[0].value["text"] == "x"


def test_other_blocks_are_left_alone(place):
    page = place(block("public", text="x"))
    before = stored(page)

    assert rewrite_blocks("sample__form", rename) == 0
    assert stored(page) == before
