"""An editor places the dues block on a new page; residents meet it there at once."""

import re
import uuid

from tests.browser import ANNA, EDITOR, PIOTR, rows, words

ACCOUNTS = "section[aria-labelledby=dues-accounts]"
CARD = "section[aria-labelledby=instalments]"


def test_editor_places_the_dues_on_a_new_page(portal, open_as):
    home = portal.sql("SELECT root_page_id FROM wagtailcore_site WHERE hostname = 'localhost'")
    title = f"Moje opłaty {uuid.uuid4().hex[:6]}"
    editor = open_as(EDITOR, viewport={"width": 1280, "height": 1000})
    add_portal_page(editor, home[0][0], title)
    add_block(editor, "Rozliczenia mieszkańca")
    path = publish(editor)

    page = open_as(ANNA)
    answer = page.goto(path)
    row = page.locator(f"{ACCOUNTS} tbody tr", has_text="240000021")
    assert answer.status == 200
    assert page.locator("h1").inner_text() == title
    assert "390,00 zł" in words(row.inner_text())

    row.get_by_role("link", name="Szczegóły").click()
    page.locator(CARD).wait_for()
    assert page.url.startswith(portal.url(f"{path}karta/"))
    assert [cells[2] for cells in rows(page, CARD)] == ["4", "3", "2", "1"]

    unverified = open_as(PIOTR)
    unverified.goto(path)
    assert unverified.locator(ACCOUNTS).count() == 0


def add_portal_page(editor, parent, title):
    """Start a new portal page under another, as the editor would."""
    editor.goto(f"/admin/pages/{parent}/add_subpage/")
    editor.get_by_role("link", name=re.compile("Strona portalu")).first.click()
    editor.locator("#id_title").fill(title)


def add_block(editor, label):
    """Choose a block in the body's picker."""
    editor.locator(".c-sf-add-button").first.click()
    editor.locator("input[role=combobox]").first.fill(label)
    editor.get_by_role("option", name=re.compile(label)).first.click()
    editor.locator("[data-streamfield-child]").first.wait_for()


def publish(editor):
    """Publish; returns the path of the live page, from the message that says so."""
    editor.locator("footer [data-w-dropdown-target=toggle]").first.click()
    editor.get_by_role("button", name=re.compile("Opublikuj|Publish")).first.click()
    link = editor.locator(".messages .success a:not([href*='/edit/'])").first
    return re.sub(r"^https?://[^/]+", "", link.get_attribute("href"))
