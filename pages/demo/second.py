"""The invented second municipality: Polish and Ukrainian only, few pages."""

from typing import Any

from . import guide, portal
from .words import tile, words


def declare(tree: Any) -> None:
    """Declare the pages."""
    tree.page(
        "/",
        words("Gmina Zalesie Nadrzeczne", "Gmina Zalesie Nadrzeczne", "Гміна Залесє Надречне"),
        [
            (
                "tiles",
                {
                    "items": [
                        tile(
                            "folder",
                            words(
                                "Otwórz swój pulpit", "Open your dashboard", "Відкрийте свою панель"
                            ),
                            words(
                                "Twoje sprawy w jednym miejscu",
                                "Your matters",
                                "Ваші справи в одному місці",
                            ),
                            tree.link("/pulpit/"),
                        ),
                        tile(
                            "phone",
                            words(
                                "Zadzwoń lub napisz", "Call or write", "Зателефонуйте або напишіть"
                            ),
                            words("Telefony i adres", "Phones and address", "Телефони та адреса"),
                            tree.link("/kontakt/"),
                        ),
                    ]
                },
            )
        ],
        slugs={"pl": "zalesie-nadrzeczne", "uk": "zalesie-nadrzeczne-uk"},
        kind="home",
        fields={
            "hero_title": words("Dzień dobry w Zalesiu", "Welcome to Zalesie", "Вітаємо в Залессі"),
            "lead": words(
                "Urząd gminy bliżej domu.",
                "The office, closer to home.",
                "Управління гміни ближче до дому.",
            ),
        },
    )
    portal.declare(tree)
    guide.declare(tree)
    tree.page(
        "/kontakt/",
        words("Kontakt", "Contact", "Контакти"),
        [
            (
                "text",
                {
                    "text": words(
                        "<p>Rynek 1, 00-999 Zalesie Nadrzeczne</p>"
                        '<p>Telefon: <a href="tel:+48225550200">22 555 02 00</a></p>',
                        "<p>Rynek 1, 00-999 Zalesie Nadrzeczne</p>"
                        '<p>Phone: <a href="tel:+48225550200">22 555 02 00</a></p>',
                        "<p>Rynek 1, 00-999 Zalesie Nadrzeczne</p>"
                        '<p>Телефон: <a href="tel:+48225550200">22 555 02 00</a></p>',
                    )
                },
            )
        ],
        slugs={"uk": "kontakty"},
        in_menu=True,
        order=40,
        fields={"show_contact": False, "show_in_footer": True},
    )
