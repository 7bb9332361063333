"""The stylesheet: layers, roles, sizes, and its folding into one file."""

import gzip
import re
from pathlib import Path

import pytest

from cms.ui import icons
from cms.ui.staticfiles import STYLESHEETS, OneStylesheetStorage, fold

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "cms/ui/static"
PARTS = sorted((STATIC / "ui").rglob("*.css"))
LARGEST = 30 * 1024  # bytes, compressed: PERF-01


def read(name):
    return (STATIC / name).read_text(encoding="utf-8")


def bare(text):
    """CSS without comments and without addresses, which may hold a # of their own."""
    return re.sub(r"/\*.*?\*/|url\([^)]*\)", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_part_is_plain(part):
    text = bare(part.read_text(encoding="utf-8"))

    assert "!important" not in text
    assert not re.search(r"#[a-z][\w-]*\s*[{,.:]", text), "no id selectors"
    assert len(text.splitlines()) <= 300


def test_every_part_is_imported():
    imported = set(re.findall(r'url\("(css/[^"]+)"\)', read("ui/ui.css")))

    assert imported == {
        str(part.relative_to(STATIC / "ui")) for part in PARTS if "css" in part.parts
    }


def test_components_read_roles_and_never_a_ramp():
    wrong = {
        part.name: found
        for part in (STATIC / "ui/css/components").glob("*.css")
        if (found := re.findall(r"var\(--(?:brand|accent|neutral)-\d+", part.read_text("utf-8")))
    }

    assert wrong == {}


def test_every_token_that_is_read_is_set():
    text = bare(fold("ui/ui.css", read))

    assert set(re.findall(r"var\((--[\w-]+)", text)) <= set(re.findall(r"(--[\w-]+)\s*:", text))


def test_every_role_is_set_in_every_scheme():
    light, dark, contrast = (
        set(re.findall(r"(--color-[\w-]+):", read(f"ui/css/schemes/{name}.css")))
        for name in ("light", "dark", "contrast")
    )

    assert light == dark == contrast


def test_dark_by_device_and_dark_by_pick_are_the_same():
    picked, by_device = re.findall(
        r"color-scheme: dark;(.*?)\}", read("ui/css/schemes/dark.css"), re.DOTALL
    )

    assert picked.split() == by_device.split()


def test_folded_stylesheet_imports_nothing_and_is_small():
    text = fold("ui/ui.css", read)

    assert "@import" not in text
    assert "/*" not in text
    assert text.startswith(
        "@layer reset, tokens, theme, base, layout, components, addons, utilities;"
    )
    assert len(gzip.compress(text.encode(), 9)) <= LARGEST


def test_folding_keeps_addresses_right():
    text = fold("ui/ui.css", read)

    for address in re.findall(r'url\("([^"]+)"\)', text):
        assert (STATIC / "ui" / address).is_file(), address


def test_folding_moves_addresses_of_nested_parts():
    files = {
        "a/all.css": '@import url("b/c/part.css");\nx { y: z; }\n',
        "a/b/c/part.css": 'i { background: url("../pic.svg"), url("data:x"), url("/root.svg"); }',
    }

    text = fold("a/all.css", files.__getitem__)

    assert 'url("b/pic.svg"), url("data:x"), url("/root.svg")' in text
    assert text.index("background") < text.index("y: z")


def test_folding_refuses_a_part_that_is_not_there():
    with pytest.raises(KeyError):
        fold("a.css", {"a.css": '@import url("gone.css");\n'}.__getitem__)


def test_collected_stylesheet_is_one_file(tmp_path, settings):
    settings.STATIC_ROOT = str(tmp_path)
    source = OneStylesheetStorage(location=str(STATIC), base_url="/static/")
    storage = OneStylesheetStorage(location=str(tmp_path), base_url="/static/")
    names = [str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file()]
    for name in names:
        with source.open(name) as file:
            storage._save(name, file)

    list(storage.post_process({name: (source, name) for name in names}))

    collected = (tmp_path / storage.stored_name(STYLESHEETS[0])).read_text("utf-8")
    assert "@import" not in collected
    assert re.search(r'url\("fonts/brygada-pl\.[0-9a-f]{12}\.woff2"\)', collected)


def test_sprite_holds_every_icon_that_templates_name():
    wanted = set()
    for folder in ("cms", "pages", "addons"):
        for template in (ROOT / folder).rglob("*.html"):
            text = template.read_text(encoding="utf-8")
            wanted |= set(re.findall(r'\{% icon "([\w-]+)"', text))
            wanted |= set(
                re.findall(r'include "ui/components/\w+\.html" with [^%]*icon="([\w-]+)"', text)
            )

    assert wanted <= set(icons.names())


def test_editors_pick_from_icons_not_from_status_shapes():
    values = [value for value, _label in icons.choices()]

    assert "pay" in values
    assert not any(value.startswith("s-") for value in values)
