"""Add-ons switched off, left out and uninstalled: a page that carries them stays whole."""

import json
import re
import uuid

import pytest

from cms.addonkit.editing import raw_items
from tests.browser import ADMINISTRATOR, ANNA, EDITOR

from .test_editor import ACCOUNTS, add_block, add_portal_page, publish

WIDE = {"viewport": {"width": 1280, "height": 1000}}
PLACEHOLDER = "[data-streamfield-child] .help-warning"
WASTE = "Waste collection"
NOTHING_TO_MIGRATE = """
import django
django.setup()
from django.core.management import call_command
call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)
"""


@pytest.fixture
def add_ons(portal, browser, wheel_installed):
    """Switches dues; restarts the portal without dues, with the wheel, or as it was."""

    class AddOns:
        def switch_dues(self, enabled):
            portal.sql(
                "UPDATE ratusz_addonkit_addonswitch SET enabled = ? WHERE slug = 'dues'", [enabled]
            )

        def leave_dues_out(self):
            self._restart({"ADDONS_EXCLUDE": "dues"})

        def install_waste(self):
            self._restart({"PYTHONPATH": str(wheel_installed)})

        def as_before(self):
            self._restart({})

        def _restart(self, extra):
            for context in browser.contexts:
                for page in context.pages:  # an open form keeps asking who else edits the page
                    page.goto("about:blank")
            portal.stop("web")
            portal.extra = extra
            portal.start("web")

    add_ons = AddOns()
    yield add_ons
    add_ons.switch_dues(enabled=True)
    portal.sql("DELETE FROM ratusz_addonkit_addonswitch WHERE slug = 'waste'")
    if portal.extra:
        add_ons.as_before()


def test_content_of_add_ons_survives_on_one_page(portal, open_as, add_ons):
    editor = open_as(EDITOR, **WIDE)
    title = f"Opłaty {uuid.uuid4().hex[:6]}"
    home = portal.sql("SELECT root_page_id FROM wagtailcore_site WHERE hostname = 'localhost'")
    add_portal_page(editor, home[0][0], title)
    add_block(editor, "Rozliczenia mieszkańca")
    path = publish(editor)
    pk = pk_of(portal, title)
    migrations = portal.sql("SELECT count(*) FROM django_migrations")

    dues_goes_away(portal, editor, add_ons, pk, title)
    add_ons.switch_dues(enabled=True)
    add_ons.install_waste()  # and dues is there again
    resident = open_as(ANNA)
    resident.goto(path)
    resident.locator(ACCOUNTS).wait_for()

    switch_waste_on(open_as(ADMINISTRATOR, **WIDE))
    place_waste(editor, pk)
    waste_goes_and_returns(portal, editor, open_as(), add_ons, pk, path)
    assert portal.sql("SELECT count(*) FROM django_migrations") == migrations


def dues_goes_away(portal, editor, add_ons, pk, title):
    """Switched off, then excluded; the page is edited, published and translated each time."""
    body = body_of(portal, pk)
    [kept] = blocks_of(body, "dues")

    add_ons.switch_dues(enabled=False)
    rename(editor, pk, f"{title} wyłączone", "wyłączony")
    assert body_of(portal, pk) == body
    assert blocks_of(translated(portal, editor, pk), "dues") == [kept]

    add_ons.leave_dues_out()
    rename(editor, pk, f"{title} usunięte", "nie jest zainstalowany")
    assert body_of(portal, pk) == body
    assert blocks_of(translated(portal, editor, pk), "dues") == [kept]
    assert_nothing_to_migrate(portal)


def waste_goes_and_returns(portal, editor, visitor, add_ons, pk, path):
    """Uninstalled, the page edited beside it and published; installed again."""
    assert_waste_is_shown(visitor, path, "wtorek")
    body = body_of(portal, pk)
    [kept] = blocks_of(body, "waste")
    assert_nothing_to_migrate(portal)

    add_ons.as_before()
    assert_waste_is_not_shown(visitor, path, "Odbiór odpadów")
    change(editor, pk, "Odbiór odpadów", "Odpady w naszej gminie", "nie jest zainstalowany")
    assert_waste_is_not_shown(visitor, path, "Odpady w naszej gminie")
    changed = body_of(portal, pk)
    assert changed != body
    assert blocks_of(changed, "waste") == [kept]
    assert_nothing_to_migrate(portal)

    add_ons.install_waste()
    assert_waste_is_shown(visitor, path, "wtorek")
    assert body_of(portal, pk) == changed
    editor.goto(f"/admin/pages/{pk}/edit/")
    day = editor.locator("input[name$='-streets-0-value-day']")
    assert day.input_value() == "wtorek"
    day.fill("czwartek")
    publish(editor)
    assert_waste_is_shown(visitor, path, "czwartek")


def switch_waste_on(administrator):
    """Settings ▸ Add-ons: the switch, and the question before it."""
    administrator.goto("/admin/add-ons/")
    row = administrator.get_by_role("listitem").filter(has=administrator.get_by_text(WASTE))
    row.get_by_role("link", name="Włącz").click()
    administrator.get_by_role("button", name="Włącz").click()
    administrator.get_by_role("link", name="Wyłącz", exact=True).first.wait_for()
    administrator.goto("/admin/add-ons/")
    row.get_by_role("link", name="Wyłącz").wait_for()


def place_waste(editor, pk):
    """Add the block of waste and a heading above it to a page, and publish."""
    editor.goto(f"/admin/pages/{pk}/edit/")
    add_block(editor, WASTE)
    editor.get_by_role("textbox", name=re.compile("^Heading")).fill("Kiedy odbieramy")
    editor.locator("input[name$='-streets-0-value-slug']").fill("lipowa")
    editor.locator("input[name$='-streets-0-value-day']").fill("wtorek")
    add_block(editor, "Nagłówek")
    editor.locator("input[name$='-value-text']").fill("Odbiór odpadów")
    publish(editor)


def assert_waste_is_shown(visitor, path, day):
    """The block on its page, for everybody, and its sub-URL."""
    assert visitor.goto(path).status == 200
    assert f"lipowa: {day}" in visitor.locator("main").inner_text()
    visitor.get_by_role("link", name="lipowa").click()
    assert visitor.url.endswith(f"{path}ulica/lipowa/")
    assert f"Collected on: {day}" in visitor.locator("main").inner_text()


def assert_waste_is_not_shown(visitor, path, heading):
    """The page stands without the block, and without the sub-URL."""
    assert visitor.goto(path).status == 200
    text = visitor.locator("main").inner_text()
    assert heading in text
    assert "lipowa" not in text
    assert "wtorek" not in visitor.content()
    assert visitor.goto(f"{path}ulica/lipowa/").status == 404


def rename(editor, pk, title, label):
    """Change the title of a page that carries a placeholder, and publish it."""
    open_with_placeholder(editor, pk, label)
    editor.locator("#id_title").fill(title)
    publish(editor)


def change(editor, pk, old, new, label):
    """Change the heading beside a placeholder, and publish."""
    open_with_placeholder(editor, pk, label)
    field = editor.locator("input[name$='-value-text']")
    assert field.input_value() == old
    field.fill(new)
    publish(editor)


def open_with_placeholder(editor, pk, label):
    """Open a page in the editor; its placeholder says why the content cannot be edited."""
    editor.goto(f"/admin/pages/{pk}/edit/")
    placeholder = editor.locator(PLACEHOLDER)
    placeholder.first.wait_for()
    assert label in placeholder.first.inner_text()


def assert_nothing_to_migrate(portal):
    """No model and no table differs, with the add-ons as they now are."""
    portal.run("-c", NOTHING_TO_MIGRATE)


def pk_of(portal, title):
    """The id of the page with a title."""
    [(pk,)] = portal.sql("SELECT id FROM wagtailcore_page WHERE title = ? AND live", [title])
    return pk


def body_of(portal, pk):
    """The stored body of a live page; that of its latest version is the same."""
    [(live, version)] = portal.sql(
        "SELECT x.body, r.content FROM wagtailcore_page p"
        " JOIN ratusz_pages_portalpage x ON x.page_ptr_id = p.id"
        " JOIN wagtailcore_revision r ON r.id = p.latest_revision_id WHERE p.id = ? AND p.live",
        [pk],
    )
    body = json.loads(live)
    assert json.loads(json.loads(version)["body"]) == body
    return body


def blocks_of(body, slug):
    """The stored blocks of an add-on in a body."""
    return [item for item in raw_items(body) if item["type"].startswith(f"{slug}__")]


def translated(portal, editor, pk):
    """Translate the page into English, or synchronise its translation; its stored body."""
    key = portal.sql("SELECT translation_key FROM wagtailcore_page WHERE id = ?", [pk])[0][0]
    if not _translations(portal, key, pk):
        editor.goto(f"/admin/localize/submit/page/{pk}/")
        editor.locator("label", has_text=re.compile("English|[Aa]ngielski")).first.click()
    else:
        source = portal.sql(
            "SELECT id FROM wagtail_localize_translationsource WHERE object_id = ?", [key]
        )
        editor.goto(f"/admin/localize/update/{source[0][0]}/")
    editor.locator("main form [type=submit]").first.click()
    editor.wait_for_load_state()
    [(body,)] = _translations(portal, key, pk)
    return json.loads(body)


def _translations(portal, key, pk):
    return portal.sql(
        "SELECT x.body FROM wagtailcore_page p"
        " JOIN ratusz_pages_portalpage x ON x.page_ptr_id = p.id"
        " WHERE p.translation_key = ? AND p.id != ?",
        [key, pk],
    )
