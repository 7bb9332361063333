"""The portal's first page. Add-ons put their blocks on it."""

from typing import Any

from .words import tile, words


def declare(tree: Any) -> None:
    """Declare the page."""
    tree.page(
        "/pulpit/",
        words("Pulpit", "Dashboard", "Панель"),
        [
            (
                "tiles",
                {
                    "items": [
                        tile(
                            "help",
                            words("Znajdź pomoc", "Find help", "Знайдіть допомогу"),
                            words(
                                "Jak korzystać z portalu",
                                "How to use the portal",
                                "Як користуватися порталом",
                            ),
                            tree.link("/pomoc/"),
                        ),
                        tile(
                            "phone",
                            words(
                                "Zadzwoń lub napisz", "Call or write", "Зателефонуйте або напишіть"
                            ),
                            words("Chętnie odpowiemy", "We are glad to answer", "Радо відповімо"),
                            tree.link("/kontakt/"),
                        ),
                    ]
                },
            ),
        ],
        slugs={"en": "dashboard", "uk": "panel"},
        kind="portal",
        in_menu=True,
        order=10,
        fields={
            "lead": words(
                "Tu zaczynają się Twoje sprawy w gminie.",
                "Your matters with the municipality start here.",
                "Тут починаються Ваші справи в гміні.",
            ),
            "account_required": True,
        },
    )
