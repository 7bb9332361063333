"""The demo's page "who looked at my data", with a way to it from the dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import Site

PATH = "/pulpit/kto-ogladal-moje-dane/"
TITLES = {
    "pl": "Kto oglądał moje dane",
    "en": "Who looked at my data",
    "uk": "Хто переглядав мої дані",
}
SLUGS = {"en": "who-looked-at-my-data", "uk": "khto-perehliadav-moi-dani"}
INTRO = {
    "pl": "Tu widzisz, kto w urzędzie otwierał lub zmieniał Twoje dane i kiedy.",
    "en": "Here you see who at the office opened or changed your data, and when.",
    "uk": "Тут видно, хто в уряді відкривав або змінював Ваші дані та коли.",
}
TILE = {
    "pl": "Otwarcia i zmiany, od najnowszych",
    "en": "Views and changes, newest first",
    "uk": "Перегляди та зміни, від найновіших",
}


def build(site: Site, tree: Any) -> None:
    """Declare the page below the dashboard, and a tile on it.

    Args:
        site: the municipality.
        tree: where pages are declared.

    """
    tree.page(
        PATH,
        TITLES,
        [("audit__views", {"heading": "", "intro": INTRO})],
        slugs=SLUGS,
        kind="portal",
        order=90,
    )
    tile = {"icon": "user", "title": TITLES, "text": TILE, "page": tree.link(PATH), "url": ""}
    tree.item("/pulpit/", "tiles", tile, order=90)
