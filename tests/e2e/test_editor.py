"""An editor places the dues block on a new page; residents meet it there at once."""

import re
import uuid

from tests.browser import ANNA, EDITOR, PIOTR, rows, words

ACCOUNTS = "section[aria-labelledby=dues-accounts]"
CARD = "section[aria-labelledby=instalments]"


def test_editor_places_the_dues_on_a_new_page(open_as):
    slug = f"moje-oplaty-{uuid.uuid4().hex[:6]}"
    editor = open_as(EDITOR, viewport={"width": 1280, "height": 1000})
    add_portal_page(editor, "Moje opłaty", slug)
    add_block(editor, "Należności mieszkańca")
    publish(editor)

    page = open_as(ANNA)
    answer = page.goto(f"/{slug}/")
    row = page.locator(f"{ACCOUNTS} tbody tr", has_text="240000021")
    assert answer.status == 200
    assert "Moje opłaty" in page.locator("h1").inner_text()
    assert "390,00 zł" in words(row.inner_text())

    row.get_by_role("link", name="Szczegóły").click()
    assert f"/{slug}/karta/" in page.url
    assert [cells[2] for cells in rows(page, CARD)] == ["4", "3", "2", "1"]

    unverified = open_as(PIOTR)
    unverified.goto(f"/{slug}/")
    assert unverified.locator(ACCOUNTS).count() == 0


def add_portal_page(editor, title, slug):
    """Start a new portal page under the home page of the editor's municipality."""
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name=re.compile("Gmina Puławy|Strona główna")).first.click()
    editor.wait_for_load_state()
    parent = re.search(r"/admin/pages/(\d+)", editor.url)[1]
    editor.goto(f"/admin/pages/add/ratusz_pages/portalpage/{parent}/")
    editor.locator("#id_title").fill(title)
    editor.get_by_role("tab", name=re.compile("Promo")).click()
    editor.locator("#id_slug").fill(slug)
    editor.get_by_role("tab").first.click()


def add_block(editor, label):
    """Choose a block in the body's picker."""
    editor.locator("#panel-child-content-body-content, [id*=body]").first.wait_for()
    editor.locator(".c-sf-add-button").first.click()
    editor.locator(".w-combobox input, input[role=combobox]").first.fill(label)
    editor.get_by_role("option", name=re.compile(label)).first.click()


def publish(editor):
    """Publish, and wait for the explorer with its message."""
    editor.locator(
        "footer .w-dropdown button, footer [data-w-dropdown-target=toggle]"
    ).first.click()
    editor.get_by_role("button", name=re.compile("Opublikuj|Publish")).first.click()
    editor.locator(".messages .success").wait_for()
