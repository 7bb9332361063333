"""The demo's dues: the simulator as source, the switch on, and the page Rozliczenia."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cms.addonkit.switch import switch_on_once

from .models import DuesSettings

if TYPE_CHECKING:
    from wagtail.models import Site

# Named in the settings when it is set where the demo is made: portal and simulator both read it.
CREDENTIALS = "RATUSZ_DUES_SECRET"
PATH = "/rozliczenia/"
TITLES = {"pl": "Rozliczenia", "en": "Dues", "uk": "Розрахунки"}
INTRO = {
    "pl": "Tu widzisz, ile i za co płacisz gminie. Kwoty pochodzą prosto z systemów urzędu.",
    "en": "Here you see how much you pay the municipality, and for what. The figures come "
    "straight from the office’s systems.",
    "uk": "Тут видно, скільки і за що Ви платите гміні. Суми надходять безпосередньо "
    "із систем управління.",
}
TILE = {
    "pl": "Sprawdź saldo i raty podatków oraz opłat.",
    "en": "See your balance and the instalments of taxes and fees.",
    "uk": "Перевірте сальдо та внески податків і зборів.",
}
TILE_TITLE = {"pl": "Sprawdź rozliczenia", "en": "Check your dues", "uk": "Перевірте розрахунки"}


def build(site: Site, tree: Any) -> None:
    """Connect the municipality to its simulator and declare its pages.

    Args:
        site: the municipality.
        tree: where pages are declared; its `municipality` names the simulator's books.

    """
    if not DuesSettings.objects.filter(site=site).exists():
        DuesSettings.objects.create(
            site=site,
            source_url=f"http://127.0.0.1:{settings.SIMULATORS_PORT}/dues/{tree.municipality}/",
            secret_name=CREDENTIALS if os.environ.get(CREDENTIALS) else "",
        )
    switch_on_once("dues", site)
    tree.page(
        PATH,
        TITLES,
        [("dues__dues", {"heading": "", "intro": INTRO})],
        slugs={"en": "dues", "uk": "rozrakhunky"},
        kind="portal",
        in_menu=True,
        order=20,
    )
    tree.item(
        "/",
        "tiles",
        {"icon": "pay", "title": TILE_TITLE, "text": TILE, "page": tree.link(PATH), "url": ""},
        order=10,
    )
