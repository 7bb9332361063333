"""`make screenshots`: pictures of every page of the demo at 320 and 1280 px, in `var/screenshots`.

`python -m tests.screenshots.take --readme` takes only the picture of the README.
"""

from __future__ import annotations

import os
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser import ANNA, MARIA, PIOTR, sign_in
from tests.site import addresses
from tools import chromium
from tools.browsing import Visitor
from tools.portal import ROOT, Portal

WIDTHS = {320: 640, 1280: 900}
SCHEMES = ("light", "dark", "contrast")
PEOPLE = {"anonymous": None, "u": PIOTR, "a": ANNA, "b": MARIA}
README_PICTURE = ROOT / "docs" / "images" / "account-card.png"
ADMIN = "admin@example.org"
ADMIN_PAGES = {"admin-health": "/admin/health/"}
CARD = "section[aria-labelledby=dues-accounts] tbody tr"


def visitor(
    portal: Portal, browser: Browser, person: str | None, width: int, scheme: str = "light"
) -> BrowserContext:
    """A browser of a person, with a window of some width and a colour scheme."""
    context = browser.new_context(
        base_url=portal.url(""),
        locale="pl-PL",
        viewport={"width": width, "height": WIDTHS[width]},
    )
    if person:
        sign_in(context.new_page(), person)
    if scheme != "light":
        cookie = {"name": "ratusz_display", "value": scheme, "url": portal.url()}
        context.add_cookies([cookie])
    return context


def paths_of(portal: Portal, person: str | None, scheme: str) -> list[str]:
    """The pages worth a picture: public ones once, those behind the sign-in for each person.

    The other schemes are looked at in Polish only.
    """
    paths = addresses(portal, "localhost", person)
    if person:
        stranger = Visitor(portal.url())
        paths = [path for path in paths if "private" in stranger.get(path).headers["Cache-Control"]]
    if scheme != "light":
        paths = [path for path in paths if not path.startswith(("/en/", "/uk/"))]
    return paths


def take_all(portal: Portal, browser: Browser, folder: Path) -> int:
    """Take every page as everybody sees it; returns how many pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    for (name, person), width, scheme in product(PEOPLE.items(), WIDTHS, SCHEMES):
        context = visitor(portal, browser, person, width, scheme)
        page = context.new_page()
        for path in paths_of(portal, person, scheme):
            page.goto(path)
            slug = path.strip("/").replace("/", "-") or "home"
            target = folder / f"{slug}.{name}.{width}.{scheme}.png"
            page.screenshot(path=target, full_page=True, animations="disabled")
            taken += 1
        context.close()
    return taken


def take_admin(portal: Portal, browser: Browser, folder: Path) -> int:
    """Take our screens of the admin, as an administrator sees them; returns how many pictures."""
    for width in WIDTHS:
        context = visitor(portal, browser, ADMIN, width)
        page = context.new_page()
        for name, path in ADMIN_PAGES.items():
            page.goto(path)
            target = folder / f"{name}.{width}.png"
            page.screenshot(path=target, full_page=True, animations="disabled")
        context.close()
    return len(WIDTHS) * len(ADMIN_PAGES)


def take_readme_picture(portal: Portal, browser: Browser) -> None:
    """The account card of the manual, as resident A sees it."""
    context = visitor(portal, browser, ANNA, 1280)
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 1270})
    page.goto("/rozliczenia/")
    row = page.locator(CARD, has_text="240000021")
    page.goto(row.locator("a").first.get_attribute("href") or "")
    README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=README_PICTURE, animations="disabled")


def main() -> int:
    """Run the command line."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        portal = Portal(Path(temporary))
        print("> Preparing a demo", flush=True)
        portal.prepare()
        try:
            portal.start()
            browser = playwright.chromium.launch(
                executable_path=chromium.ensure(), args=chromium.ARGUMENTS
            )
            if "--readme" in sys.argv:
                take_readme_picture(portal, browser)
                print(f"> {README_PICTURE.relative_to(ROOT)}")
                return 0
            folder = Path(os.environ.get("RATUSZ_VAR", ROOT / "var")) / "screenshots"
            taken = take_all(portal, browser, folder) + take_admin(portal, browser, folder)
            print(f"> {taken} pictures in {folder}")
        finally:
            portal.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
